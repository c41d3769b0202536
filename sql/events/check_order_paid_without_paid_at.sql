/*
check: an order has status paid but no paid_at, so it has no day and counts nowhere
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
    'order has status paid but no paid_at' as reason
from ticket_order as o
where o.status = 'paid' and o.paid_at is null
