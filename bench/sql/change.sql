-- Changes operational rows as a day of business does. psql variables:
--     rows     how many rows are changed or added, over all tables
--     seed     another number changes other rows
--     orders, days   the size of the data
--
-- Of the rows changed: a half are orders of the last seven days that change, 5 % older orders, a
-- fifth tickets of recent orders that are checked in or cancelled (one that is cancelled stays
-- so: what lost its clock is found by verification only), 5 % refunds of recent orders,
-- the rest new orders, paid now, with a ticket each. All in one transaction, as of its start.
set enable_seqscan = off;

begin;

create function pg_temp.draw(bigint, bigint) returns double precision
language sql immutable as
'select (hashint8extended($1, $2) & 9007199254740991) / cast(9007199254740992 as double precision)';

-- The n-th order that is touched: recent ones by number, as orders are numbered in time.
create function pg_temp.recent(bigint, bigint, bigint, integer) returns bigint
language sql immutable as
'select $3 - cast(floor(pg_temp.draw($1, $2) * (7 * $3 / $4)) as bigint)';

update events.ticket_order as o
set amount = o.amount + 1, updated_at = now()
from (
    select distinct pg_temp.recent(n, :seed * 10, :orders, :days) as order_id
    from generate_series(1, cast(:rows * 0.50 as bigint)) as n
) as c
where o.order_id = c.order_id;

update events.ticket_order as o
set amount = o.amount + 1, updated_at = now()
from (
    select distinct 1 + cast(floor(pg_temp.draw(n, :seed * 10 + 1) * :orders * 0.9) as bigint)
        as order_id
    from generate_series(1, cast(:rows * 0.05 as bigint)) as n
) as c
where o.order_id = c.order_id;

update events.ticket as t
set status = case when c.n % 10 = 0 then 'cancelled' else 'checked_in' end,
    cancelled_at = case when c.n % 10 = 0 then now() end,
    updated_at = now()
from (
    select pg_temp.recent(n, :seed * 10 + 2, :orders, :days) * 10 + 1 as ticket_id, max(n) as n
    from generate_series(1, cast(:rows * 0.20 as bigint)) as n
    group by 1
) as c
where t.ticket_id = c.ticket_id and t.cancelled_at is null;

insert into events.refund (
    refund_id, order_id, event_id, amount, status, refunded_at, updated_at
)
select 1000000000000 + :seed * cast(100000000 as bigint) + row_number() over (),
    o.order_id, o.event_id, o.amount, 'succeeded', now(), now()
from (
    select distinct pg_temp.recent(n, :seed * 10 + 3, :orders, :days) as order_id
    from generate_series(1, cast(:rows * 0.05 as bigint)) as n
) as c
inner join events.ticket_order as o on o.order_id = c.order_id
where o.paid_at is not null;

insert into events.ticket_order (
    order_id, event_id, buyer_id, status, ordered_at, paid_at, cancelled_at,
    amount, tax_amount, fee_amount, updated_at
)
select 100000000000 + :seed * cast(100000000 as bigint) + n,
    o.event_id, n, 'paid', now(), now(), null, 50, 8, 3, now()
from generate_series(1, cast(:rows * 0.10 as bigint)) as n
inner join events.ticket_order as o
    on o.order_id = pg_temp.recent(n, :seed * 10 + 4, :orders, :days);

insert into events.ticket (
    ticket_id, order_id, event_id, ticket_type, price, status, cancelled_at, updated_at
)
select o.order_id * 10 + 1, o.order_id, o.event_id, 'standard', 50, 'valid', null, now()
from events.ticket_order as o
where o.order_id between 100000000001 + :seed * cast(100000000 as bigint)
    and 100000000000 + :seed * cast(100000000 as bigint) + cast(:rows * 0.10 as bigint);

commit;
