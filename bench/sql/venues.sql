-- One year of bookings for the benchmark of sets, in the contract's tables without their indexes.
-- psql variables: bookings, venues, sports, days, members, today, spread (1: ids from 1 on; more:
-- ids that far apart).
--
-- The shape: every venue has its share of the members, who make 85 % of its bookings; 10 % are of
-- members of any venue, 5 % of guests. Nine of ten bookings are successful. All chance is a hash of
-- (row number, draw): the same numbers give the same rows every time.
set jit = off;

create function pg_temp.draw(bigint, bigint) returns double precision
language sql immutable as
'select (hashint8extended($1, $2) & 9007199254740991) / cast(9007199254740992 as double precision)';

create function pg_temp.pick(bigint, bigint, bigint) returns bigint
language sql immutable as
'select 1 + cast(floor($3 * pg_temp.draw($1, $2)) as bigint)';

insert into venue (venue_id, tenant_id, name, timezone, currency, updated_at)
select
    k,
    'demo',
    'Venue ' || k,
    (array['Europe/Berlin', 'Asia/Kolkata', 'America/New_York'])[1 + k % 3],
    (array['EUR', 'INR', 'USD'])[1 + k % 3],
    cast(:'today' as date) - :days
from generate_series(1, :venues) as k;

insert into sport (sport_id, name, updated_at)
select k, 'Sport ' || k, cast(:'today' as date) - :days
from generate_series(1, :sports) as k;

insert into member (
    member_id, tenant_id, venue_id, status, is_trial_user, converted_from_trial, joined_at,
    updated_at
)
select
    k * :spread, 'demo', 1 + k % :venues, 'Active', false, false, cast(:'today' as date) - :days,
    cast(:'today' as date) - :days
from generate_series(1, :members) as k;

insert into booking (
    booking_id, venue_id, sport_id, member_id, status, slots, amount, starts_at, created_at,
    updated_at
)
select
    b.n,
    b.venue_id,
    pg_temp.pick(b.n, 2, :sports),
    case
        -- one of those whose number leaves this venue's rest
        when b.luck < 0.85
            then (
                (pg_temp.pick(b.n, 3, :members / :venues) - 1) * :venues
                + (b.venue_id + :venues - 1) % :venues
                + case when b.venue_id = 1 then :venues else 0 end
            ) * :spread
        when b.luck < 0.95 then pg_temp.pick(b.n, 4, :members) * :spread
    end,
    (array['Confirmed', 'Completed', 'Completed', 'Completed', 'Completed', 'Completed',
        'Completed', 'Completed', 'Completed', 'Cancelled'])[pg_temp.pick(b.n, 5, 10)],
    1,
    20,
    b.starts_at,
    b.starts_at - interval '1 day',
    b.starts_at - interval '1 day'
from (
    select
        n,
        pg_temp.pick(n, 1, :venues) as venue_id,
        pg_temp.draw(n, 6) as luck,
        timezone('UTC', cast(cast(:'today' as date) - :days as timestamp))
            + n * interval '1 day' * :days / :bookings as starts_at
    from generate_series(1, :bookings) as n
) as b;
