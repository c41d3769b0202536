/*
check: an order has no event id
stage: source
severity: report
inputs:
  ticket_order: {rows: ticket_order}
*/
select
    o.order_id as bad_key,
    cast(null as text) as tenant_id,
    o.event_id as entity_id,
    cast(null as date) as day,
    'order has no event id' as reason
from ticket_order as o
where o.event_id is null
