/*
row: one event's sales on one local day in one currency
grain: [tenant_id, event_id, day, currency]
slice: [tenant_id, event_id, day]
inputs:
  event:            {entity: event, key: event_id, zone: timezone, uses: [tenant_id, timezone, currency]}
  paid_order:       {fact: ticket_order, key: event_id, clock: paid_at}
  cancelled_order:  {fact: ticket_order, key: event_id, clock: cancelled_at}
  cancelled_ticket: {fact: ticket, key: event_id, clock: cancelled_at}
  refund:           {fact: refund, key: event_id, clock: refunded_at}
  paid_ticket:      {child: ticket, of: paid_order, by: order_id}
  order_of_ticket:  {lookup: ticket_order, of: cancelled_ticket, by: order_id}
excludes: orders never paid; cancellations before payment; refunds pending or failed
ratios:
  average_order:  {of: gross_amount, per: orders_paid}
  refunded_share: {of: refunded_amount, per: gross_amount}
*/
with
-- One row per movement. What does not count is kept as 'none', so that it still names its slice.
unite_movements as (
    select o.event_id, o.paid_at as moved_at, 'order_paid' as movement,
        o.amount, o.tax_amount, o.fee_amount
    from paid_order as o
    where o.paid_at is not null
    union all
    select o.event_id, o.paid_at,
        case
            when (t.status in ('valid', 'cancelled', 'checked_in')) is not true then 'unmapped'
            when t.cancelled_at < o.paid_at then 'none'
            else 'ticket_sold'
        end,
        0, 0, 0
    from paid_order as o
    inner join paid_ticket as t on t.order_id = o.order_id
    where o.paid_at is not null
    union all
    select o.event_id, o.cancelled_at,
        case when o.cancelled_at >= o.paid_at then 'order_cancelled' else 'none' end,
        0, 0, 0
    from cancelled_order as o
    where o.cancelled_at is not null
    union all
    select t.event_id, t.cancelled_at,
        case
            -- Unknown: already counted as unmapped on its order's paid day.
            when (t.status in ('valid', 'cancelled', 'checked_in')) is not true then 'none'
            when t.cancelled_at >= o.paid_at then 'ticket_cancelled'
            else 'none'
        end,
        0, 0, 0
    from cancelled_ticket as t
    left join order_of_ticket as o on o.order_id = t.order_id
    where t.cancelled_at is not null
    union all
    select r.event_id, r.refunded_at,
        case
            when r.status = 'succeeded' then 'refund'
            when (r.status in ('pending', 'failed')) is not true then 'unmapped'
            else 'none'
        end,
        r.amount, 0, 0
    from refund as r
    where r.refunded_at is not null
)

select
    e.tenant_id,
    m.event_id,
    cast(timezone(e.timezone, m.moved_at) as date) as day,
    e.currency,
    count(*) filter (where m.movement = 'order_paid') as orders_paid,
    coalesce(sum(m.amount) filter (where m.movement = 'order_paid'), 0) as gross_amount,
    coalesce(sum(m.tax_amount) filter (where m.movement = 'order_paid'), 0) as tax_amount,
    coalesce(sum(m.fee_amount) filter (where m.movement = 'order_paid'), 0) as fee_amount,
    count(*) filter (where m.movement = 'ticket_sold') as tickets_sold,
    count(*) filter (where m.movement = 'ticket_cancelled') as tickets_cancelled,
    count(*) filter (where m.movement = 'order_cancelled') as orders_cancelled,
    count(*) filter (where m.movement = 'refund') as refund_count,
    coalesce(sum(m.amount) filter (where m.movement = 'refund'), 0) as refunded_amount,
    count(*) filter (where m.movement = 'unmapped') as unmapped_count
from unite_movements as m
inner join event as e on e.event_id = m.event_id
group by e.tenant_id, m.event_id, cast(timezone(e.timezone, m.moved_at) as date), e.currency
