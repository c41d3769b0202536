-- By hand: the slices of event_daily_sales that changes since :since name, into a temporary table.
-- Each change column is asked once; an order also stands for its tickets and a ticket for its
-- order's day.
create temporary table if not exists dirty (
    tenant_id text, event_id bigint, day date, low timestamptz, high timestamptz
);
truncate dirty;
with
changed_order as materialized (
    select order_id, event_id, paid_at, cancelled_at
    from events.ticket_order
    where updated_at >= :'since'
),
changed_ticket as materialized (
    select order_id, event_id, cancelled_at
    from events.ticket
    where updated_at >= :'since'
),
moment as (
    select event_id, paid_at as at from changed_order
    union all
    select event_id, cancelled_at from changed_order
    union all
    select event_id, cancelled_at from changed_ticket
    union all
    select event_id, refunded_at from events.refund where updated_at >= :'since'
    union all
    select o.event_id, o.paid_at
    from changed_ticket as t
    inner join events.ticket_order as o on o.order_id = t.order_id
    union all
    select t.event_id, t.cancelled_at
    from changed_order as o
    inner join events.ticket as t on t.order_id = o.order_id
)
insert into dirty
select d.tenant_id, d.event_id, d.day,
    timezone(d.timezone, cast(d.day as timestamp)),
    timezone(d.timezone, cast(d.day + 1 as timestamp))
from (
    select distinct e.tenant_id, m.event_id, e.timezone,
        cast(timezone(e.timezone, m.at) as date) as day
    from moment as m
    inner join events.event as e on e.event_id = m.event_id
    where m.at is not null
) as d;
analyze dirty;
