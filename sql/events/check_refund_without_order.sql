/*
check: a refund names an order that does not exist
stage: source
severity: report
inputs:
  refund:       {rows: refund}
  ticket_order: {lookup: ticket_order, of: refund, by: order_id}
*/
-- The refund counts nonetheless: its event and its clock are its own.
select
    r.refund_id as bad_key,
    cast(null as text) as tenant_id,
    r.event_id as entity_id,
    cast(null as date) as day,
    case
        when r.order_id is null then 'refund has no order id'
        else 'refund names an order that does not exist'
    end as reason
from refund as r
left join ticket_order as o on o.order_id = r.order_id
where o.order_id is null
