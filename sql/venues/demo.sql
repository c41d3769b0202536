-- Demo data for the mart `venues`: operational rows of two tenants, in the contract's tables, which
-- the caller has created and put on the search_path. Settings:
--     daybook.demo_days   days of history (default 365); bookings go two weeks beyond today
--     daybook.demo_scale  multiplies bookings and capacity: 1 is about 40,000 a year
--     daybook.demo_now    the clock, a timestamptz: nothing but a start of a booking is later
--
-- What the day fixes: the UTC day of demo_now, days and scale fix every row that this day will ever
-- hold. All chance is a hash of (row number, draw). The clock only cuts: what lies after it has
-- not happened, so at a later hour of the same day there are more rows and later statuses, while
-- ids, amounts and instants stay the same. updated_at is the instant of what last happened to the
-- row.

-- Compiling the long expressions below takes longer than evaluating them.
set jit = off;

create temporary table demo_parameter as
select
    cast(timezone('UTC', clock) as date) as today,
    clock,
    days,
    scale,
    timezone('UTC', cast(cast(timezone('UTC', clock) as date) - days - 30 as timestamp)) as opened_at
from (
    select
        cast(current_setting('daybook.demo_now') as timestamptz) as clock,
        cast(coalesce(nullif(current_setting('daybook.demo_days', true), ''), '365') as integer)
            as days,
        cast(coalesce(nullif(current_setting('daybook.demo_scale', true), ''), '1') as numeric)
            as scale
) as p;

-- A number in [0, 1) that depends on nothing but its arguments. 53 bits, as a double holds.
create function pg_temp.demo_draw(bigint, bigint) returns double precision
language sql immutable as
'select (hashint8extended($1, $2) & 9007199254740991) / cast(9007199254740992 as double precision)';

insert into sport (sport_id, name, updated_at)
select s.sport_id, s.name, p.opened_at
from demo_parameter as p
cross join (
    values
    (1, 'Badminton'), (2, 'Tennis'), (3, 'Squash'), (4, 'Padel'),
    (5, 'Table Tennis'), (6, 'Football'), (7, 'Basketball'), (8, 'Swimming')
) as s (sport_id, name);

-- The venues. daily: bookings on an ordinary day; sports: from the most to the least popular. The
-- last one has told nobody its capacity. Tenant acme has venues of two currencies.
create temporary table demo_venue as
select *
from (
    values
    (1, 'demo', 'Riverside Arena', 'Europe/Berlin', 'EUR', 24, array[4, 1, 2, 7, 5], true),
    (2, 'demo', 'Nordpark Courts', 'Europe/Berlin', 'EUR', 18, array[2, 3, 1, 4, 5], true),
    (3, 'demo', 'Liffey Sports Hall', 'Europe/Dublin', 'EUR', 16, array[6, 7, 1, 8, 5], true),
    (4, 'demo', 'Seaview Leisure', 'Europe/Dublin', 'EUR', 12, array[8, 2, 3, 5, 6], true),
    (5, 'acme', 'Hudson Fieldhouse', 'America/New_York', 'USD', 20, array[7, 6, 3, 8, 1], true),
    (6, 'acme', 'Docklands Padel', 'Europe/Dublin', 'EUR', 14, array[4, 2, 3, 5, 1], false)
) as v (venue_id, tenant_id, name, timezone, currency, daily, sports, has_capacity);

insert into venue (venue_id, tenant_id, name, timezone, currency, updated_at)
select v.venue_id, v.tenant_id, v.name, v.timezone, v.currency, p.opened_at
from demo_venue as v
cross join demo_parameter as p;

insert into facility_capacity (venue_id, sport_id, weekday, slots_per_day, updated_at)
select
    v.venue_id,
    s.sport_id,
    w.weekday,
    cast(ceil(p.scale * (
        8 + floor(6 * pg_temp.demo_draw(v.venue_id * 100 + s.sport_id, 60))
        + case when w.weekday >= 6 then 6 else 0 end
    )) as integer),
    p.opened_at
from demo_venue as v
cross join unnest(v.sports) as s (sport_id)
cross join generate_series(1, 7) as w (weekday)
cross join demo_parameter as p
where v.has_capacity;

-- 3,000 members, 500 of each venue; a few are at home nowhere. A third joined within the history.
create temporary table demo_member as
select
    m.member_id,
    v.tenant_id,
    v.venue_id,
    date_trunc('second', p.opened_at + case
        when pg_temp.demo_draw(m.member_id, 2) < 0.66
            then -730 * pg_temp.demo_draw(m.member_id, 3) * interval '1 day'
        else (30 + p.days * pg_temp.demo_draw(m.member_id, 3)) * interval '1 day'
    end) as joined_at,
    pg_temp.demo_draw(m.member_id, 4) < 0.25 as is_trial_user,
    pg_temp.demo_draw(m.member_id, 5) < 0.4 as is_converted,
    pg_temp.demo_draw(m.member_id, 6) < 0.22 as is_inactive,
    pg_temp.demo_draw(m.member_id, 7) < 0.02 as is_homeless
from generate_series(1, 3000) as m (member_id)
inner join demo_venue as v on v.venue_id = 1 + (m.member_id - 1) / 500
cross join demo_parameter as p;

insert into member (
    member_id, tenant_id, venue_id, status, is_trial_user, converted_from_trial, joined_at,
    updated_at
)
select
    m.member_id,
    m.tenant_id,
    case when not m.is_homeless then m.venue_id end,
    case when m.is_inactive then 'Inactive' else 'Active' end,
    m.is_trial_user,
    m.is_trial_user and m.is_converted,
    m.joined_at,
    m.joined_at
from demo_member as m
cross join demo_parameter as p
where m.joined_at <= p.clock;

-- How many bookings each venue has on each day: more at weekends and in winter, when it is cold
-- outside. Ids are given out day by day, so that a row's id depends on nothing after it.
create temporary table demo_day as
with
count_bookings as (
    select
        v.*,
        cast(d.day as date) as day,
        extract(isodow from d.day) >= 6 as is_weekend,
        cast(floor(
            p.scale * v.daily
            * case when extract(isodow from d.day) >= 6 then 1.3 else 0.9 end
            * (1 + 0.15 * cos(2 * pi() * extract(doy from d.day) / 365))
            + pg_temp.demo_draw(v.venue_id * 100000 + (cast(d.day as date) - date '2000-01-01'), 10)
        ) as bigint) as bookings
    from demo_venue as v
    cross join demo_parameter as p
    cross join generate_series(
        cast(p.today - p.days as timestamp), cast(p.today + 14 as timestamp), interval '1 day'
    ) as d (day)
)

select c.*, sum(c.bookings) over (order by c.day, c.venue_id) - c.bookings as bookings_before
from count_bookings as c;

-- Every booking that will be made, with the instants of what happens to it.
create temporary table demo_booking as
with
number_bookings as (
    select d.*, cast(d.bookings_before as bigint) + n.number as booking_id
    from demo_day as d
    cross join lateral generate_series(1, d.bookings) as n (number)
),

-- Hours from 6 to 22: the evening on a weekday, the late morning and the afternoon at a weekend.
draw_bookings as (
    select
        b.*,
        timezone(b.timezone, cast(b.day as timestamp) + interval '1 hour' * (6 + width_bucket(
            pg_temp.demo_draw(b.booking_id, 11),
            case when b.is_weekend
                then array[0.01, 0.04, 0.10, 0.19, 0.30, 0.41, 0.49, 0.56, 0.64, 0.73, 0.82, 0.89,
                    0.94, 0.97, 0.985, 0.995]
                else array[0.02, 0.06, 0.10, 0.13, 0.16, 0.19, 0.23, 0.26, 0.29, 0.33, 0.39, 0.49,
                    0.64, 0.80, 0.92, 0.98]
            end
        )) + case when pg_temp.demo_draw(b.booking_id, 12) < 0.3
            then interval '30 minutes' else interval '0' end) as starts_at,
        case when pg_temp.demo_draw(b.booking_id, 13) < 0.97 then b.sports[1 + width_bucket(
            pg_temp.demo_draw(b.booking_id, 14), array[0.34, 0.59, 0.77, 0.90]
        )] end as sport_id,
        -- the faithful book often; one in five plays at another venue of the same owner
        case
            when pg_temp.demo_draw(b.booking_id, 15) < 0.12 then null
            when pg_temp.demo_draw(b.booking_id, 15) < 0.3 and b.tenant_id = 'demo'
                then 1 + floor(2000 * pg_temp.demo_draw(b.booking_id, 16))
            when pg_temp.demo_draw(b.booking_id, 15) < 0.3
                then 2001 + floor(1000 * pg_temp.demo_draw(b.booking_id, 16))
            else (b.venue_id - 1) * 500
                + 1 + floor(500 * power(pg_temp.demo_draw(b.booking_id, 16), 2))
        end as member_id,
        1 + width_bucket(pg_temp.demo_draw(b.booking_id, 17), array[0.84, 0.96]) as slots,
        width_bucket(pg_temp.demo_draw(b.booking_id, 18), array[0.03, 0.06, 0.09, 0.095])
            as coupon,
        pg_temp.demo_draw(b.booking_id, 19) as fate,
        interval '1 hour' + interval '14 days' * power(pg_temp.demo_draw(b.booking_id, 20), 2)
            as lead
    from number_bookings as b
)

select
    b.booking_id,
    b.tenant_id,
    b.venue_id,
    b.sport_id,
    m.member_id,
    b.slots,
    (array['WELCOME10', 'FRIENDS', 'EARLYBIRD', '  ', null])[b.coupon + 1] as coupon_code,
    b.fate,
    round(cast(
        (8 + 2 * coalesce(b.sport_id, 3)) * b.slots * case when b.coupon < 3 then 0.9 else 1 end
        as numeric), 2) as amount,
    date_trunc('second', b.starts_at - b.lead) as created_at,
    b.starts_at,
    date_trunc('second', b.starts_at - b.lead * pg_temp.demo_draw(b.booking_id, 21))
        as cancelled_at
from draw_bookings as b
-- who books before joining is a guest still
left join demo_member as m
    on m.member_id = b.member_id and m.joined_at <= b.starts_at - b.lead;

insert into booking (
    booking_id, venue_id, sport_id, member_id, status, coupon_code, slots, amount, starts_at,
    created_at, updated_at
)
select
    b.booking_id,
    b.venue_id,
    b.sport_id,
    b.member_id,
    s.status,
    b.coupon_code,
    b.slots,
    case when b.fate < 0.99 then b.amount end,
    b.starts_at,
    b.created_at,
    s.since
from demo_booking as b
cross join demo_parameter as p
cross join lateral (
    select
        case
            when b.fate < 0.11 and b.cancelled_at <= p.clock then 'Cancelled'
            when b.fate >= 0.97 then 'Pending'
            when b.starts_at + interval '1 hour' > p.clock or b.fate >= 0.94 then 'Confirmed'
            when b.fate < 0.16 and b.fate >= 0.11 then 'No-Show'
            else 'Completed'
        end as status,
        case
            when b.fate < 0.11 and b.cancelled_at <= p.clock then b.cancelled_at
            when b.fate >= 0.94 or b.starts_at + interval '1 hour' > p.clock then b.created_at
            else b.starts_at + interval '1 hour'
        end as since
) as s
where b.created_at <= p.clock;

-- What is paid: each booking when it is made, one in thirty at the second attempt; two in three
-- cancelled ones are refunded, a few are disputed; some members take a coach.
create temporary table demo_transaction as
select
    8 * b.booking_id + t.kind as transaction_id,
    b.venue_id,
    case when t.kind < 4 then b.booking_id end as booking_id,
    case when t.kind = 4 then b.sport_id end as sport_id,
    b.member_id,
    t.type,
    t.status,
    t.amount,
    t.occurred_at
from demo_booking as b
cross join lateral (
    values
    (0, 'Booking', case when b.fate >= 0.97 then 'Pending' else 'Success' end, b.amount,
        b.created_at + interval '3 minutes', true),
    (1, 'Booking', 'Failed', b.amount, b.created_at + interval '1 minute',
        pg_temp.demo_draw(b.booking_id, 31) < 0.033),
    (2, 'Booking', 'Refunded', b.amount, b.cancelled_at + interval '10 minutes',
        b.fate < 0.075),
    (3, 'Booking', 'Dispute', b.amount, b.starts_at + interval '5 days',
        pg_temp.demo_draw(b.booking_id, 32) < 0.004),
    (4, 'Coaching', 'Success', 25 + 5 * floor(6 * pg_temp.demo_draw(b.booking_id, 33)),
        b.starts_at + interval '1 hour',
        b.member_id is not null and b.fate between 0.16 and 0.24),
    (5, 'Booking', 'Success', cast(-5 as numeric), b.starts_at + interval '2 days',
        pg_temp.demo_draw(b.booking_id, 34) < 0.001)
) as t (kind, type, status, amount, occurred_at, happens)
where t.happens
union all
-- one member in four pays every thirty days
select
    8 * (select max(d.bookings_before + d.bookings + 1) from demo_day as d)
        + m.member_id * 1000 + n.number,
    m.venue_id,
    null,
    null,
    m.member_id,
    'Membership',
    'Success',
    29,
    m.joined_at + n.number * interval '30 days'
from demo_member as m
cross join demo_parameter as p
cross join lateral generate_series(1, 40 + p.days / 30) as n (number)
where m.member_id % 4 = 0
    and m.joined_at + n.number * interval '30 days' >= p.opened_at + interval '30 days';

insert into transaction (
    transaction_id, venue_id, booking_id, sport_id, member_id, type, status, amount, occurred_at,
    updated_at
)
select
    t.transaction_id, t.venue_id, t.booking_id, t.sport_id, t.member_id, t.type, t.status,
    t.amount, t.occurred_at, t.occurred_at
from demo_transaction as t
cross join demo_parameter as p
where t.occurred_at <= p.clock;
