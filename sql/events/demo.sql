-- Demo data for the mart `events`: operational rows of three tenants, in the contract's tables,
-- which the caller has created and put on the search_path. Settings:
--     daybook.demo_days   days of history (default 365)
--     daybook.demo_scale  multiplies orders: 1 is about 40,000 a year, 250 is 10 million
--     daybook.demo_now    the clock, a timestamptz: nothing in the data is later
--
-- What the day fixes: the UTC day of demo_now, days and scale fix every row that this day will ever
-- hold. All chance is a hash of (row number, draw). The clock only cuts: what lies after it has
-- not happened, so at a later hour of the same day there are more rows and later statuses, while
-- ids, amounts and instants stay the same. Another day moves every event's dates along with it.
-- updated_at is the instant of what last happened to the row.

-- Compiling the long expressions below takes longer than evaluating them.
set jit = off;

create temporary table demo_parameter as
select
    cast(timezone('UTC', clock) as date) as today,
    clock,
    days,
    scale
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

-- Facts of an order that both its amount and its tickets need.
create function pg_temp.demo_quantity(bigint) returns integer
language sql immutable as
'select 1 + width_bucket(pg_temp.demo_draw($1, 1), array[0.35, 0.75, 0.85, 0.96, 0.98])';

create function pg_temp.demo_ticket_type(bigint) returns text
language sql immutable as
'select (array[''guest'', ''vip'', ''reduced'', ''standard''])[
    1 + width_bucket(pg_temp.demo_draw($1, 2), array[0.02, 0.09, 0.24])]';

-- The events. starts_in: below 0 a share of the days of history, else days from today. lead: time
-- between on-sale and start, as a share of the days of history. rank: popularity, for Zipf's law.
-- fill: tickets expected by today as a share of capacity. live_minutes: one order in each so many
-- minutes of today and of the two hours before it, so that the last hour is never empty.
create temporary table demo_event as
with
list_events (
    event_id, tenant_id, name, timezone, currency, price, kind,
    starts_in, start_hour, hours, lead, rank, fill, live_minutes
) as (
    values
    (1, 'demo', 'Lantern Festival', 'Europe/Berlin', 'EUR', 59.00, 'normal', 5, 18, 8, 0.30, 1, 0.78, 5),
    (2, 'demo', 'Night of the Museums', 'Europe/Berlin', 'EUR', 18.00, 'normal', -0.10, 18, 7, 0.25, 2, 0.92, null),
    (3, 'demo', 'Harbour Jazz Days', 'Europe/Berlin', 'EUR', 75.00, 'normal', -0.32, 17, 30, 0.30, 4, 0.85, null),
    (4, 'demo', 'Winter Circus', 'Europe/Berlin', 'EUR', 42.50, 'sold_out', -0.55, 19, 3, 0.25, 6, null, null),
    (5, 'demo', 'Founders Breakfast', 'Europe/Berlin', 'EUR', 0.00, 'normal', -0.71, 8, 3, 0.12, 21, 0.70, null),
    (6, 'demo', 'Choir in the Cathedral', 'Europe/Berlin', 'EUR', 24.00, 'slow', 34, 20, 2, 0.20, 30, 0.08, null),
    (7, 'demo', 'Thames Comedy Gala', 'Europe/London', 'GBP', 32.00, 'normal', 12, 19, 3, 0.22, 5, 0.64, 11),
    (8, 'demo', 'Camden Vinyl Fair', 'Europe/London', 'GBP', 6.50, 'unlimited', -0.20, 10, 8, 0.15, 12, null, null),
    (9, 'demo', 'Proms by the River', 'Europe/London', 'GBP', 48.00, 'normal', -0.60, 19, 4, 0.40, 9, 0.81, null),
    (10, 'demo', 'Riverside Marathon', 'Europe/London', 'GBP', 65.00, 'cancelled', -0.05, 9, 8, 0.35, 150, 0.45, null),
    (11, 'demo', 'Brooklyn Design Week', 'America/New_York', 'USD', 120.00, 'normal', 21, 9, 56, 0.30, 3, 0.52, 17),
    (12, 'demo', 'Rooftop Cinema', 'America/New_York', 'USD', 22.00, 'sold_out', 40, 20, 3, 0.18, 11, null, null),
    (13, 'demo', 'Hudson Food Market', 'America/New_York', 'USD', 12.00, 'unlimited', 60, 11, 9, 0.45, 14, null, null),
    (14, 'demo', 'Indie Games Expo', 'America/Los_Angeles', 'USD', 39.00, 'normal', -0.40, 10, 32, 0.35, 7, 0.88, null),
    (15, 'demo', 'Desert Stargazing', 'America/Denver', 'USD', 85.00, 'normal', -0.85, 20, 6, 0.15, 17, 0.60, null),
    (16, 'demo', 'Lake Yoga Retreat', 'Europe/Zurich', 'CHF', 210.00, 'slow', 75, 9, 52, 0.30, 33, 0.11, null),
    (17, 'demo', 'Open Air Opera', 'Europe/Rome', 'EUR', 95.00, 'normal', -0.92, 20, 4, 0.08, 8, 0.90, null),
    (18, 'demo', 'Summer Closing', 'Europe/Berlin', 'EUR', 45.00, 'announced', 150, 16, 10, 0.00, null, 500, null),
    (19, 'demo', 'Untitled Spring Event', 'Europe/Berlin', 'EUR', 30.00, 'draft', null, null, null, null, null, null, null),
    (20, 'demo', 'Members Evening', 'Europe/Berlin', 'EUR', 15.00, 'draft', 90, 19, 4, null, null, 120, null),
    (21, 'acme', 'Acme Connect', 'Asia/Kolkata', 'INR', 2400.00, 'normal', 9, 9, 33, 0.25, 10, 0.70, 23),
    (22, 'acme', 'Acme Connect Last Year', 'Asia/Kolkata', 'INR', 2100.00, 'normal', -0.90, 9, 33, 0.10, 13, 0.83, null),
    (23, 'acme', 'Monsoon Beats', 'Asia/Kolkata', 'INR', 1499.00, 'sold_out', -0.28, 18, 6, 0.30, 15, null, null),
    (24, 'acme', 'Himalaya Trail Run', 'Asia/Kathmandu', 'NPR', 3500.00, 'normal', -0.15, 6, 9, 0.35, 20, 0.57, null),
    (25, 'acme', 'Harbour Lights Cruise', 'Australia/Sydney', 'AUD', 89.00, 'normal', 17, 19, 4, 0.20, 16, 0.61, null),
    (26, 'acme', 'Bondi Sunrise Swim', 'Australia/Sydney', 'AUD', 15.00, 'unlimited', -0.48, 6, 4, 0.25, 22, null, null),
    (27, 'acme', 'Southern Lights Summit', 'Pacific/Auckland', 'NZD', 340.00, 'normal', 48, 9, 32, 0.40, 19, 0.40, null),
    (28, 'acme', 'Shibuya Robotics Day', 'Asia/Tokyo', 'JPY', 6800.00, 'normal', -0.37, 10, 8, 0.20, 18, 0.76, null),
    (29, 'acme', 'Kyoto Tea Workshop', 'Asia/Tokyo', 'JPY', 4500.00, 'slow', 28, 14, 3, 0.15, 34, 0.15, null),
    (30, 'acme', 'Carnival Warm-up', 'America/Sao_Paulo', 'BRL', 180.00, 'cancelled', 30, 20, 8, 0.30, 200, 0.30, null),
    (31, 'acme', 'Cape Wine Evenings', 'Africa/Johannesburg', 'ZAR', 650.00, 'normal', -0.65, 17, 5, 0.22, 24, 0.66, null),
    (32, 'acme', 'Nordic Data Days', 'Europe/Stockholm', 'SEK', 3900.00, 'normal', -0.02, 9, 32, 0.35, 23, 0.72, null),
    (33, 'acme', 'Warsaw Code Camp', 'Europe/Warsaw', 'PLN', 0.00, 'normal', -0.78, 9, 9, 0.20, 25, 0.95, null),
    (34, 'acme', 'Aloha Surf Finals', 'Pacific/Honolulu', 'USD', 55.00, 'normal', -0.45, 8, 10, 0.18, 27, 0.49, null),
    (35, 'acme', 'Partner Forum', 'Asia/Dubai', 'AED', 500.00, 'announced', 120, 10, 8, 0.00, null, 250, null),
    (36, 'acme', 'Leadership Offsite', 'Asia/Kolkata', 'INR', 9000.00, 'draft', 200, 9, 30, null, null, 60, null),
    (37, 'tiny', 'Pottery for Two', 'Europe/Lisbon', 'EUR', 64.00, 'sold_out', -0.30, 11, 3, 0.10, 120, null, null),
    (38, 'tiny', 'Neighbourhood Quiz', 'Europe/Lisbon', 'EUR', 5.00, 'normal', 2, 20, 3, 0.06, 60, 0.60, 29),
    (39, 'tiny', 'Bread Baking Basics', 'Europe/Lisbon', 'EUR', 38.00, 'slow', 24, 10, 4, 0.12, 900, 0.20, null),
    (40, 'tiny', 'Free Garden Tour', 'Atlantic/Azores', 'EUR', 0.00, 'unlimited', -0.50, 15, 2, 0.10, 300, null, null)
),

date_events as (
    select l.*, p.today, p.clock, p.days, p.scale,
        p.today + cast(
            case when l.starts_in < 0 then round(l.starts_in * p.days) else l.starts_in end
            as integer) as starts_day,
        cast(greatest(1, round(l.lead * p.days)) as integer) as lead_days,
        1.0 / l.rank / sum(1.0 / l.rank) over () as share
    from list_events as l
    cross join demo_parameter as p
),

open_sales as (
    select e.*,
        case
            when e.kind = 'announced' then e.today + 20
            when e.kind <> 'draft'
                -- Never before the history begins, and at least one day before the start.
                then greatest(least(e.starts_day, e.today) - e.lead_days, e.today - e.days)
        end as on_sale_day,
        timezone(e.timezone, e.starts_day + make_interval(hours => e.start_hour)) as starts_at
    from date_events as e
),

close_sales as (
    select e.*,
        case e.kind
            when 'sold_out' then least(
                e.on_sale_day + greatest(1, e.lead_days / 6), e.starts_day, e.today - 1)
            when 'cancelled' then greatest(
                least(e.starts_day, e.today) - greatest(1, e.lead_days / 4), e.on_sale_day + 1)
            else e.starts_day
        end as last_sale_day,
        case e.kind when 'sold_out' then 17 when 'cancelled' then 12 else e.start_hour end
            as last_sale_hour
    from open_sales as e
)

select e.*,
    timezone(e.timezone, e.on_sale_day + interval '10 hours') as on_sale_at,
    e.starts_at + make_interval(hours => e.hours) as ends_at,
    case when e.kind = 'cancelled' then
        timezone(e.timezone, e.last_sale_day + make_interval(hours => e.last_sale_hour))
    end as called_off_at,
    e.scale * e.days * e.share * 40000 / 365 as planned_orders,
    -- Yen have no smaller unit.
    case when e.currency = 'JPY' then 0 else 2 end as decimals,
    case when e.currency in ('USD', 'JPY', 'AED') then 0.08 else 0.19 end as tax_rate
from close_sales as e;

-- Orders: so many for each event and local day, spread over the hours of the event's own zone.
insert into ticket_order (
    order_id, event_id, buyer_id, status, ordered_at, paid_at, cancelled_at,
    amount, tax_amount, fee_amount, updated_at
)
with
weigh_days as (
    select e.event_id, e.timezone, e.planned_orders, e.on_sale_day, e.last_sale_day,
        e.last_sale_hour, d.day,
        (1
            + 20 * exp(-(d.day - e.on_sale_day) / cast(1.2 as double precision))  -- on-sale spike
            + 6 * exp(-(e.last_sale_day - d.day) / cast(2.5 as double precision)) -- last-week rush
        ) * (array[0.8, 0.85, 0.9, 1.0, 1.25, 1.2, 1.0])[
            cast(extract(isodow from d.day) as integer)] as weight
    from demo_event as e
    cross join lateral (
        select e.on_sale_day + n as day
        -- Until tomorrow, which has begun already in zones ahead of UTC.
        from generate_series(0, least(e.last_sale_day, e.today + 1) - e.on_sale_day) as n
    ) as d
    where e.rank is not null
),

count_orders as (
    select w.*,
        hashint8extended(w.event_id * 10000 + (w.day - date '2000-01-01') % 10000, 3) as day_seed,
        -- Rounded up as often as the fraction says, so that small events sell on some days.
        cast(floor(
            w.weight / sum(w.weight) over (partition by w.event_id)
                * cast(w.planned_orders as double precision)
            + pg_temp.demo_draw(w.event_id * 10000 + (w.day - date '2000-01-01') % 10000, 4)
        ) as integer) as orders
    from weigh_days as w
),

-- Seconds since local midnight. Evenings are busy, nights are not. The first day's sales crowd
-- behind the opening at ten o'clock, the last day's end with the sale.
time_orders as (
    select c.*, n,
        case when c.day = c.on_sale_day
            then 36000 + power(pg_temp.demo_draw(n, c.day_seed), 3) * 50399
            else (
                width_bucket(pg_temp.demo_draw(n, c.day_seed), array[
                    0.015, 0.022, 0.026, 0.029, 0.033, 0.041, 0.058, 0.085,
                    0.125, 0.172, 0.222, 0.278, 0.342, 0.397, 0.443, 0.489,
                    0.541, 0.603, 0.676, 0.760, 0.848, 0.925, 0.974])
                + pg_temp.demo_draw(n, c.day_seed + 1)
            ) * 3600 * case when c.day = c.last_sale_day then c.last_sale_hour / 24.0 else 1 end
        end as local_second
    from count_orders as c
    cross join lateral generate_series(1, c.orders) as n
),

place_orders as (
    select event_id, false as is_live, n,
        timezone(timezone, day + make_interval(secs => floor(local_second))) as ordered_at
    from time_orders
    union all
    select e.event_id, true, slot * 1000000 + n,
        timezone('UTC', e.today + interval '-2 hours') + make_interval(secs => floor(
            (slot + pg_temp.demo_draw(slot * 1000000 + n, e.event_id + 100)) * e.live_minutes * 60))
    from demo_event as e
    cross join lateral generate_series(0, 26 * 60 / e.live_minutes) as slot
    cross join lateral generate_series(1, cast(greatest(1, round(e.scale)) as integer)) as n
),

-- Numbered before the clock cuts, so that a later hour of the day keeps the ids.
number_orders as (
    select row_number() over (order by ordered_at, event_id, is_live, n) as order_id,
        event_id, is_live, ordered_at
    from place_orders
),

-- What will become of the order: paid within minutes, by transfer within days, or never.
plan_payments as (
    select o.*, e.clock, e.called_off_at, e.price, e.decimals, e.tax_rate, e.planned_orders,
        case
            when pg_temp.demo_draw(o.order_id, 5) < 0.07 and not o.is_live then null
            when pg_temp.demo_draw(o.order_id, 5) < 0.10 and not o.is_live
                then o.ordered_at + make_interval(
                    secs => floor(14400 + pg_temp.demo_draw(o.order_id, 6) * 200000))
            else o.ordered_at + make_interval(
                secs => floor(20 + pg_temp.demo_draw(o.order_id, 6) * 380))
        end as will_be_paid_at
    from number_orders as o
    inner join demo_event as e on e.event_id = o.event_id
    where o.ordered_at <= e.clock
),

plan_ends as (
    select p.*,
        case
            -- The buyer gave up before paying, or paid nonetheless.
            when p.will_be_paid_at is null and pg_temp.demo_draw(p.order_id, 5) < 0.007
                then p.ordered_at + interval '7 minutes'
            when p.will_be_paid_at is null then null
            when p.called_off_at is not null
                then greatest(p.called_off_at, p.will_be_paid_at)
                    + make_interval(secs => floor(pg_temp.demo_draw(p.order_id, 7) * 10800))
            when pg_temp.demo_draw(p.order_id, 8) < 0.003
                then p.ordered_at + (p.will_be_paid_at - p.ordered_at) / 2
            when pg_temp.demo_draw(p.order_id, 8) < 0.016
                then p.will_be_paid_at + make_interval(secs => floor(
                    600 + power(pg_temp.demo_draw(p.order_id, 9), 2) * 1200000))
        end as will_be_cancelled_at,
        case
            when p.will_be_paid_at is not null then null
            -- A transfer is waited for a week, a card half an hour.
            when pg_temp.demo_draw(p.order_id, 5) >= 0.055 then p.ordered_at + interval '7 days'
            else p.ordered_at + interval '30 minutes'
        end as will_expire_at
    from plan_payments as p
),

price_orders as (
    select p.*,
        case when p.will_be_paid_at <= p.clock then p.will_be_paid_at end as paid_at,
        case when p.will_be_cancelled_at <= p.clock then p.will_be_cancelled_at end as cancelled_at,
        case
            when p.will_be_cancelled_at <= p.will_expire_at then null
            when p.will_expire_at <= p.clock then p.will_expire_at
        end as expired_at,
        pg_temp.demo_quantity(p.order_id) * round(p.price
            * case pg_temp.demo_ticket_type(p.order_id)
                when 'guest' then 0 when 'vip' then 2.5 when 'reduced' then 0.7 else 1
            end, p.decimals) as ticket_amount
    from plan_ends as p
),

add_fees as (
    select p.*, round(p.ticket_amount * 0.06, p.decimals) as fee_amount
    from price_orders as p
)

select
    order_id,
    event_id,
    case when pg_temp.demo_draw(order_id, 10) >= 0.03
        then 1 + cast(floor(power(pg_temp.demo_draw(order_id, 11), 2)
            * (200 + cast(planned_orders as double precision) * 3)) as bigint)
    end as buyer_id,
    case
        when cancelled_at >= paid_at or (cancelled_at is not null and will_be_paid_at is null)
            then 'cancelled'
        when paid_at is not null then 'paid'
        when expired_at is not null then 'expired'
        else 'pending'
    end as status,
    ordered_at,
    paid_at,
    cancelled_at,
    ticket_amount + fee_amount as amount,
    round((ticket_amount + fee_amount) * tax_rate / (1 + tax_rate), decimals) as tax_amount,
    fee_amount,
    greatest(ordered_at, paid_at, cancelled_at, expired_at) as updated_at
from add_fees
order by order_id;

-- Tickets: reserved with the order, given up with it, or one by one before or after payment.
insert into ticket (
    ticket_id, order_id, event_id, ticket_type, price, status, cancelled_at, updated_at
)
with
number_tickets as (
    select o.order_id * 10 + n as ticket_id, o.*, e.clock, e.called_off_at, e.starts_at,
        pg_temp.demo_ticket_type(o.order_id) as ticket_type,
        pg_temp.demo_quantity(o.order_id) as quantity,
        e.price as full_price, e.decimals
    from ticket_order as o
    inner join demo_event as e on e.event_id = o.event_id
    cross join lateral generate_series(1, pg_temp.demo_quantity(o.order_id)) as n
),

plan_tickets as (
    select t.*,
        case
            when t.paid_at is null and t.status in ('cancelled', 'expired') then t.updated_at
            when t.paid_at is null then null
            -- Cancelling an order cancels no ticket by itself: one shop in ten forgets.
            when t.cancelled_at >= t.paid_at
                and (t.called_off_at is not null or pg_temp.demo_draw(t.order_id, 12) < 0.9)
                then t.cancelled_at
            when t.cancelled_at >= t.paid_at or t.quantity = 1 then null
            when pg_temp.demo_draw(t.ticket_id, 13) < 0.003
                then t.ordered_at + (t.paid_at - t.ordered_at) / 2
            when pg_temp.demo_draw(t.ticket_id, 13) < 0.011
                then t.paid_at + make_interval(secs => floor(
                    600 + power(pg_temp.demo_draw(t.ticket_id, 14), 2) * 1000000))
        end as will_be_cancelled_at,
        case when t.paid_at < t.starts_at and pg_temp.demo_draw(t.ticket_id, 15) < 0.93
            then t.starts_at + make_interval(
                secs => floor(-2700 + pg_temp.demo_draw(t.ticket_id, 16) * 4500))
        end as will_check_in_at
    from number_tickets as t
),

end_tickets as (
    select t.*,
        case
            when t.will_be_cancelled_at <= t.clock
                -- No refund at the door: a single ticket is cancelled before the start.
                and (t.will_be_cancelled_at < t.starts_at - interval '1 hour'
                    or t.will_be_cancelled_at in (t.cancelled_at, t.updated_at))
                then t.will_be_cancelled_at
        end as ticket_cancelled_at
    from plan_tickets as t
)

select
    ticket_id,
    order_id,
    event_id,
    ticket_type,
    round(full_price * case ticket_type
        when 'guest' then 0 when 'vip' then 2.5 when 'reduced' then 0.7 else 1
    end, decimals) as price,
    case
        when ticket_cancelled_at is not null then 'cancelled'
        when will_check_in_at <= clock and will_check_in_at > paid_at
            and (cancelled_at >= paid_at) is not true then 'checked_in'
        else 'valid'
    end as status,
    ticket_cancelled_at as cancelled_at,
    case
        when ticket_cancelled_at is not null then ticket_cancelled_at
        when will_check_in_at <= clock and will_check_in_at > paid_at
            and (cancelled_at >= paid_at) is not true then will_check_in_at
        else ordered_at
    end as updated_at
from end_tickets
order by ticket_id;

-- Refunds: of cancelled orders, of single cancelled tickets, and for goodwill; whole and in part.
insert into refund (refund_id, order_id, event_id, amount, status, refunded_at, updated_at)
with
sum_cancelled_tickets as (
    select t.order_id, sum(t.price) as amount, max(t.cancelled_at) as cancelled_at
    from ticket as t
    inner join ticket_order as o on o.order_id = t.order_id
    where t.cancelled_at >= o.paid_at
    group by t.order_id
),

plan_refunds as (
    select o.order_id, o.event_id, e.clock,
        case
            when o.cancelled_at >= o.paid_at then o.amount
            when t.order_id is not null then t.amount
            when pg_temp.demo_draw(o.order_id, 17) < 0.014
                then round(o.amount * cast(
                    0.2 + pg_temp.demo_draw(o.order_id, 18) * 0.5 as numeric), e.decimals)
            else o.amount
        end as amount,
        case
            when o.cancelled_at >= o.paid_at then o.cancelled_at
            when t.order_id is not null then t.cancelled_at
            else o.paid_at
        end + make_interval(secs => floor(
            3600 + power(pg_temp.demo_draw(o.order_id, 19), 2)
                * case when o.cancelled_at >= o.paid_at or t.order_id is not null
                    then 200000 else 1700000 end)) as refunded_at
    from ticket_order as o
    inner join demo_event as e on e.event_id = o.event_id
    left join sum_cancelled_tickets as t on t.order_id = o.order_id
    where o.paid_at is not null
        and o.amount > 0
        and case when o.cancelled_at >= o.paid_at or t.order_id is not null
            then pg_temp.demo_draw(o.order_id, 17) < 0.9
            else pg_temp.demo_draw(o.order_id, 17) < 0.022
        end
),

-- One refund in sixteen fails at first and is tried again two days later.
try_refunds as (
    select r.order_id, r.event_id, r.clock, r.amount, a.attempt, a.outcome,
        r.refunded_at + make_interval(days => 2 * a.attempt) as refunded_at
    from plan_refunds as r
    cross join lateral (
        select 0 as attempt, 'failed' as outcome
        where pg_temp.demo_draw(r.order_id, 20) < 0.0625
        union all
        select cast(pg_temp.demo_draw(r.order_id, 20) < 0.0625 as integer), 'succeeded'
    ) as a
),

settle_refunds as (
    select r.*,
        r.refunded_at + make_interval(
            secs => floor(60 + pg_temp.demo_draw(r.order_id, 21 + r.attempt) * 90000)) as settled_at
    from try_refunds as r
    where r.amount > 0 and r.refunded_at <= r.clock
)

select
    order_id * 2 + attempt as refund_id,
    order_id,
    event_id,
    amount,
    case when settled_at <= clock then outcome else 'pending' end as status,
    refunded_at,
    case when settled_at <= clock then settled_at else refunded_at end as updated_at
from settle_refunds
order by refunded_at, refund_id;

-- Answers: four buyers in five answer each question, a few of them with nothing or with a word
-- that no bucket knows. The third question is read by no view.
insert into answer (answer_id, event_id, ticket_id, question, value, updated_at)
with
ask_questions as (
    select t.ticket_id * 4 + q.number as answer_id, t.event_id, t.ticket_id, q.question, o.paid_at,
        pg_temp.demo_draw(t.ticket_id, 30 + q.number) as will,
        pg_temp.demo_draw(t.ticket_id, 40 + q.number) as choice
    from ticket as t
    inner join ticket_order as o on o.order_id = t.order_id
    cross join (values (0, 'gender'), (1, 'age_range'), (2, 'heard_from')) as q (number, question)
    where o.paid_at is not null
)

select
    answer_id,
    event_id,
    ticket_id,
    question,
    case
        when will < 0.02 then null
        when question = 'gender' then
            (array['female', 'male', 'other', 'prefer to say later'])[
                1 + width_bucket(choice, array[0.51, 0.95, 0.99])]
        when question = 'age_range' then
            (array['18-24', '25-34', '35+', '18-20', '25-29', '35-44', '55-64', 'over 30'])[
                1 + width_bucket(choice, array[0.27, 0.70, 0.94, 0.95, 0.965, 0.98, 0.99])]
        else (array['a friend', 'a poster', 'the newsletter'])[
            1 + width_bucket(choice, array[0.5, 0.7])]
    end as value,
    paid_at as updated_at
from ask_questions
-- Those of `null` included; the third question is rarely answered.
where will < case question when 'heard_from' then 0.10 else 0.82 end
order by answer_id;

-- Events: last, as the capacity of a sold-out event is what it sold.
insert into event (
    event_id, tenant_id, name, timezone, currency, capacity, on_sale_at, starts_at, ends_at,
    status, updated_at
)
with
count_tickets as (
    select o.event_id, count(*) as tickets
    from ticket_order as o
    inner join ticket as t on t.order_id = o.order_id
    where o.paid_at is not null and t.cancelled_at is null
    group by o.event_id
),

find_status as (
    select e.*,
        least(e.on_sale_at, timezone('UTC', cast(e.today as timestamp))) - interval '14 days'
            as created_at,
        case
            when e.kind = 'draft' then 'draft'
            when e.called_off_at <= e.clock then 'cancelled'
            when e.ends_at <= e.clock then 'ended'
            else 'live'
        end as status
    from demo_event as e
)

select
    e.event_id,
    e.tenant_id,
    e.name,
    e.timezone,
    e.currency,
    case
        when e.kind = 'unlimited' then null
        when e.kind = 'sold_out' then coalesce(t.tickets, 0)
        when e.rank is null then e.fill
        else ceil(e.planned_orders * 2.2 / e.fill / 50) * 50
    end as capacity,
    e.on_sale_at,
    e.starts_at,
    e.ends_at,
    e.status,
    case
        when e.status = 'cancelled' then e.called_off_at
        when e.status = 'ended' then e.ends_at
        when e.status = 'live' and e.on_sale_at <= e.clock then e.on_sale_at
        else e.created_at
    end as updated_at
from find_status as e
left join count_tickets as t on t.event_id = e.event_id
order by e.event_id;

drop table demo_event;
drop table demo_parameter;
drop function pg_temp.demo_ticket_type(bigint);
drop function pg_temp.demo_quantity(bigint);
drop function pg_temp.demo_draw(bigint, bigint);
reset jit;

analyze event;
analyze ticket_order;
analyze ticket;
analyze refund;
analyze answer;
