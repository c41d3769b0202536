-- Operational data for the benchmark, in the contract's tables without their indexes, which the
-- caller has created and put on the search_path. psql variables:
--     events, orders, days   how much; every event sells on every day
--     today                  the day after the last day of history, a UTC day
--
-- The shape: event k has a share of all orders near 1/k (Zipf's law with exponent 1); two tickets
-- an order on average; 7 % of orders are never paid, 1.6 % cancelled after payment; 4 % are
-- refunded; three answers for four tickets. Orders come in by day, as in an operational table.
-- All chance is a hash of (row number, draw): the same numbers give the same rows every time.
-- updated_at is the instant of what last happened to the row, always before today.
set jit = off;

create function pg_temp.draw(bigint, bigint) returns double precision
language sql immutable as
'select (hashint8extended($1, $2) & 9007199254740991) / cast(9007199254740992 as double precision)';

create function pg_temp.quantity(bigint) returns integer
language sql immutable as
'select 1 + width_bucket(pg_temp.draw($1, 1), array[0.35, 0.75, 0.90])';

insert into event (
    event_id, tenant_id, name, timezone, currency, capacity, on_sale_at, starts_at, ends_at,
    status, updated_at
)
select
    k,
    -- ten tenants, the large events spread over all of them
    'tenant-' || k % 10,
    'Event ' || k,
    (array['Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Los_Angeles',
        'Asia/Kolkata', 'Asia/Tokyo', 'Australia/Sydney', 'America/Sao_Paulo'])[1 + k % 8],
    (array['EUR', 'GBP', 'USD', 'USD', 'INR', 'JPY', 'AUD', 'BRL'])[1 + k % 8],
    case when k % 9 > 0 then 100000 end,
    timezone('UTC', cast(cast(:'today' as date) - :days as timestamp)),
    timezone('UTC', cast(:'today' as date) + (k % 90) * interval '1 day' + interval '19 hours'),
    timezone('UTC', cast(:'today' as date) + (k % 90) * interval '1 day' + interval '22 hours'),
    'live',
    timezone('UTC', cast(cast(:'today' as date) - :days as timestamp))
from generate_series(1, :events) as k;

insert into ticket_order (
    order_id, event_id, buyer_id, status, ordered_at, paid_at, cancelled_at,
    amount, tax_amount, fee_amount, updated_at
)
with
place as (
    select n as order_id,
        cast(least(:events, floor(exp(pg_temp.draw(n, 2) * ln(:events + 1.0)))) as bigint)
            as event_id,
        timezone('UTC', cast(cast(:'today' as date) - :days as timestamp))
            + cast((n - 1) * :days / cast(:orders as bigint) as integer) * interval '1 day'
            -- few at night, most in the afternoon
            + make_interval(secs => floor(
                (pg_temp.draw(n, 3) + pg_temp.draw(n, 4)) * 43000)) as ordered_at,
        pg_temp.draw(n, 5) as fate,
        pg_temp.quantity(n) * round(cast(5 + 95 * pg_temp.draw(n, 6) as numeric), 2) as amount
    from generate_series(cast(1 as bigint), :orders) as n
),

pay as (
    select p.*,
        case when fate < 0.93 then ordered_at + make_interval(
            secs => floor(20 + 300 * pg_temp.draw(order_id, 7))) end as paid_at
    from place as p
),

cancel as (
    select p.*,
        case when fate < 0.016 then least(
            paid_at + make_interval(secs => floor(600 + 864000 * pg_temp.draw(order_id, 8))),
            timezone('UTC', cast(cast(:'today' as date) as timestamp)) - interval '1 minute')
        end as cancelled_at
    from pay as p
)

select order_id, event_id,
    1 + cast(floor(:orders / 3 * pg_temp.draw(order_id, 9)) as bigint),
    case
        when cancelled_at is not null then 'cancelled'
        when paid_at is not null then 'paid'
        else 'expired'
    end,
    ordered_at, paid_at, cancelled_at,
    amount, round(amount * 0.16, 2), round(amount * 0.06, 2),
    greatest(ordered_at, paid_at, cancelled_at)
from cancel;

insert into ticket (
    ticket_id, order_id, event_id, ticket_type, price, status, cancelled_at, updated_at
)
select o.order_id * 10 + n, o.order_id, o.event_id, 'standard', o.amount / q.quantity,
    case when o.cancelled_at is null then 'valid' else 'cancelled' end,
    o.cancelled_at,
    o.updated_at
from ticket_order as o
cross join lateral (select pg_temp.quantity(o.order_id) as quantity) as q
cross join lateral generate_series(1, q.quantity) as n;

insert into refund (refund_id, order_id, event_id, amount, status, refunded_at, updated_at)
select o.order_id, o.order_id, o.event_id, o.amount,
    case when pg_temp.draw(o.order_id, 11) < 0.95 then 'succeeded' else 'failed' end,
    r.refunded_at, r.refunded_at
from ticket_order as o
cross join lateral (
    select least(
        o.paid_at + make_interval(secs => floor(3600 + 1700000 * pg_temp.draw(o.order_id, 12))),
        timezone('UTC', cast(cast(:'today' as date) as timestamp)) - interval '1 minute'
    ) as refunded_at
) as r
where o.paid_at is not null and pg_temp.draw(o.order_id, 10) < 0.043;

insert into answer (answer_id, event_id, ticket_id, question, value, updated_at)
select t.ticket_id * 2 + q.n, t.event_id, t.ticket_id, q.question,
    q.answers[1 + cast(floor(pg_temp.draw(t.ticket_id, 13 + q.n) * array_length(q.answers, 1))
        as integer)],
    t.updated_at
from ticket as t
cross join (
    values
    (0, 'gender', 0.45, array['male', 'female', 'female', 'other']),
    (1, 'age_range', 0.30, array['18-24', '25-34', '25-34', '35+', '35-44', '45-54'])
) as q (n, question, share, answers)
where pg_temp.draw(t.ticket_id, 15 + q.n) < q.share;
