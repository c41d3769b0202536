/*
check: a refund names another event than its order
stage: source
severity: report
inputs:
  refund:       {rows: refund}
  ticket_order: {lookup: ticket_order, of: refund, by: order_id}
*/
-- It is refunded under its own event, while the sale stands under its order's.
select
    r.refund_id as bad_key,
    cast(null as text) as tenant_id,
    r.event_id as entity_id,
    cast(null as date) as day,
    'refund names another event than its order' as reason
from refund as r
inner join ticket_order as o on o.order_id = r.order_id
where o.event_id <> r.event_id
