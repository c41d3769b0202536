/*
check: an order names an event that does not exist
stage: source
severity: report
inputs:
  ticket_order: {rows: ticket_order}
  event:        {lookup: event, of: ticket_order, by: event_id}
*/
select
    o.order_id as bad_key,
    cast(null as text) as tenant_id,
    o.event_id as entity_id,
    cast(null as date) as day,
    'order names an event that does not exist' as reason
from ticket_order as o
left join event as e on e.event_id = o.event_id
where o.event_id is not null and e.event_id is null
