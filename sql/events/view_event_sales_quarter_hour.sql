/*
row: one event's sales in one quarter hour of one local day
grain: [tenant_id, event_id, day, quarter_hour]
slice: [tenant_id, event_id, day]
inputs:
  event:       {entity: event, key: event_id, zone: timezone, uses: [tenant_id, timezone]}
  paid_order:  {fact: ticket_order, key: event_id, clock: paid_at}
  paid_ticket: {child: ticket, of: paid_order, by: order_id}
excludes: orders never paid; tickets cancelled before payment or of unknown status
ratios:
  average_order: {of: gross_amount, per: orders_paid}
*/
with
-- One row per movement. What does not count is kept as 'none', so that it still names its slice.
unite_movements as (
    select o.event_id, o.paid_at, 'order_paid' as movement, o.amount
    from paid_order as o
    where o.paid_at is not null
    union all
    select o.event_id, o.paid_at,
        case
            when (t.status in ('valid', 'cancelled', 'checked_in')) is not true then 'none'
            when t.cancelled_at < o.paid_at then 'none'
            else 'ticket_sold'
        end,
        0
    from paid_order as o
    inner join paid_ticket as t on t.order_id = o.order_id
    where o.paid_at is not null
),

-- The clock as the event's local time (for the day) and as UTC (for the quarter hour).
read_clocks as (
    select e.tenant_id, m.event_id, m.movement, m.amount,
        cast(timezone(e.timezone, m.paid_at) as date) as day,
        timezone('UTC', m.paid_at) as utc_time
    from unite_movements as m
    inner join event as e on e.event_id = m.event_id
),

-- The quarter hour is put together from its parts: exact, and the same on every engine.
locate_quarter_hours as (
    select tenant_id, event_id, day, movement, amount,
        timezone('UTC',
            cast(cast(utc_time as date) as timestamp)
            + extract(hour from utc_time) * interval '1 hour'
            + floor(extract(minute from utc_time) / 15) * interval '15 minutes'
        ) as quarter_hour
    from read_clocks
)

select
    tenant_id,
    event_id,
    day,
    quarter_hour,
    count(*) filter (where movement = 'order_paid') as orders_paid,
    coalesce(sum(amount) filter (where movement = 'order_paid'), 0) as gross_amount,
    count(*) filter (where movement = 'ticket_sold') as tickets_sold
from locate_quarter_hours
group by tenant_id, event_id, day, quarter_hour
