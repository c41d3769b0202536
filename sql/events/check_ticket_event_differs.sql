/*
check: a ticket names another event than its order
stage: source
severity: report
inputs:
  ticket:       {rows: ticket}
  ticket_order: {lookup: ticket_order, of: ticket, by: order_id}
*/
-- It is sold under its order's event and cancelled under its own.
select
    t.ticket_id as bad_key,
    cast(null as text) as tenant_id,
    t.event_id as entity_id,
    cast(null as date) as day,
    'ticket names another event than its order' as reason
from ticket as t
inner join ticket_order as o on o.order_id = t.order_id
where o.event_id <> t.event_id
