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
-- Each clock's rows, counted by local day before they are united, which keeps the union narrow. A
-- day whose rows count nothing is kept with zeros: it still is a slice.
unite_counts as (
    select
        o.event_id,
        cast(timezone(e.timezone, o.paid_at) as date) as day,
        count(*) as orders_paid,
        sum(o.amount) as gross_amount,
        sum(o.tax_amount) as tax_amount,
        sum(o.fee_amount) as fee_amount,
        cast(0 as bigint) as tickets_sold,
        cast(0 as bigint) as tickets_cancelled,
        cast(0 as bigint) as orders_cancelled,
        cast(0 as bigint) as refund_count,
        cast(0 as numeric) as refunded_amount,
        cast(0 as bigint) as unmapped_count
    from paid_order as o
    inner join event as e on e.event_id = o.event_id
    where o.paid_at is not null
    group by o.event_id, cast(timezone(e.timezone, o.paid_at) as date)
    union all
    select
        o.event_id,
        cast(timezone(e.timezone, o.paid_at) as date) as day,
        cast(0 as bigint) as orders_paid,
        cast(0 as numeric) as gross_amount,
        cast(0 as numeric) as tax_amount,
        cast(0 as numeric) as fee_amount,
        count(*) filter (
            where t.status in ('valid', 'cancelled', 'checked_in')
                and (t.cancelled_at < o.paid_at) is not true
        ) as tickets_sold,
        cast(0 as bigint) as tickets_cancelled,
        cast(0 as bigint) as orders_cancelled,
        cast(0 as bigint) as refund_count,
        cast(0 as numeric) as refunded_amount,
        count(*) filter (
            where (t.status in ('valid', 'cancelled', 'checked_in')) is not true
        ) as unmapped_count
    from paid_order as o
    inner join event as e on e.event_id = o.event_id
    inner join paid_ticket as t on t.order_id = o.order_id
    where o.paid_at is not null
    group by o.event_id, cast(timezone(e.timezone, o.paid_at) as date)
    union all
    select
        o.event_id,
        cast(timezone(e.timezone, o.cancelled_at) as date) as day,
        cast(0 as bigint) as orders_paid,
        cast(0 as numeric) as gross_amount,
        cast(0 as numeric) as tax_amount,
        cast(0 as numeric) as fee_amount,
        cast(0 as bigint) as tickets_sold,
        cast(0 as bigint) as tickets_cancelled,
        count(*) filter (where o.cancelled_at >= o.paid_at) as orders_cancelled,
        cast(0 as bigint) as refund_count,
        cast(0 as numeric) as refunded_amount,
        cast(0 as bigint) as unmapped_count
    from cancelled_order as o
    inner join event as e on e.event_id = o.event_id
    where o.cancelled_at is not null
    group by o.event_id, cast(timezone(e.timezone, o.cancelled_at) as date)
    union all
    select
        t.event_id,
        cast(timezone(e.timezone, t.cancelled_at) as date) as day,
        cast(0 as bigint) as orders_paid,
        cast(0 as numeric) as gross_amount,
        cast(0 as numeric) as tax_amount,
        cast(0 as numeric) as fee_amount,
        cast(0 as bigint) as tickets_sold,
        -- Of unknown status: already counted as unmapped on its order's paid day.
        count(*) filter (
            where t.status in ('valid', 'cancelled', 'checked_in') and t.cancelled_at >= o.paid_at
        ) as tickets_cancelled,
        cast(0 as bigint) as orders_cancelled,
        cast(0 as bigint) as refund_count,
        cast(0 as numeric) as refunded_amount,
        cast(0 as bigint) as unmapped_count
    from cancelled_ticket as t
    inner join event as e on e.event_id = t.event_id
    left join order_of_ticket as o on o.order_id = t.order_id
    where t.cancelled_at is not null
    group by t.event_id, cast(timezone(e.timezone, t.cancelled_at) as date)
    union all
    select
        r.event_id,
        cast(timezone(e.timezone, r.refunded_at) as date) as day,
        cast(0 as bigint) as orders_paid,
        cast(0 as numeric) as gross_amount,
        cast(0 as numeric) as tax_amount,
        cast(0 as numeric) as fee_amount,
        cast(0 as bigint) as tickets_sold,
        cast(0 as bigint) as tickets_cancelled,
        cast(0 as bigint) as orders_cancelled,
        count(*) filter (where r.status = 'succeeded') as refund_count,
        sum(r.amount) filter (where r.status = 'succeeded') as refunded_amount,
        count(*) filter (
            where (r.status in ('succeeded', 'pending', 'failed')) is not true
        ) as unmapped_count
    from refund as r
    inner join event as e on e.event_id = r.event_id
    where r.refunded_at is not null
    group by r.event_id, cast(timezone(e.timezone, r.refunded_at) as date)
)

select
    e.tenant_id,
    c.event_id,
    c.day,
    e.currency,
    sum(c.orders_paid) as orders_paid,
    coalesce(sum(c.gross_amount), 0) as gross_amount,
    coalesce(sum(c.tax_amount), 0) as tax_amount,
    coalesce(sum(c.fee_amount), 0) as fee_amount,
    sum(c.tickets_sold) as tickets_sold,
    sum(c.tickets_cancelled) as tickets_cancelled,
    sum(c.orders_cancelled) as orders_cancelled,
    sum(c.refund_count) as refund_count,
    coalesce(sum(c.refunded_amount), 0) as refunded_amount,
    sum(c.unmapped_count) as unmapped_count
from unite_counts as c
inner join event as e on e.event_id = c.event_id
group by e.tenant_id, c.event_id, c.day, e.currency
