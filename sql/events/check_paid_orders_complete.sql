/*
check: daily sales hold every paid order, once and with its amount
stage: source
severity: stop
compare: {view: event_daily_sales, measures: [orders_paid, gross_amount]}
inputs:
  event:      {entity: event, key: event_id, zone: timezone, uses: [tenant_id, timezone]}
  paid_order: {fact: ticket_order, key: event_id, clock: paid_at}
*/
select
    e.tenant_id,
    o.event_id,
    cast(timezone(e.timezone, o.paid_at) as date) as day,
    cast(1 as bigint) as orders_paid,
    o.amount as gross_amount
from paid_order as o
inner join event as e on e.event_id = o.event_id
where o.paid_at is not null
