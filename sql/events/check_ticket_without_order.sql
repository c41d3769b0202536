/*
check: a ticket names an order that does not exist
stage: source
severity: report
inputs:
  ticket:       {rows: ticket}
  ticket_order: {lookup: ticket_order, of: ticket, by: order_id}
*/
select
    t.ticket_id as bad_key,
    cast(null as text) as tenant_id,
    t.event_id as entity_id,
    cast(null as date) as day,
    case
        when t.order_id is null then 'ticket has no order id'
        else 'ticket names an order that does not exist'
    end as reason
from ticket as t
left join ticket_order as o on o.order_id = t.order_id
where o.order_id is null
