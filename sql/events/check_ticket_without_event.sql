/*
check: a ticket names an event that does not exist
stage: source
severity: report
inputs:
  ticket: {rows: ticket}
  event:  {lookup: event, of: ticket, by: event_id}
*/
select
    t.ticket_id as bad_key,
    cast(null as text) as tenant_id,
    t.event_id as entity_id,
    cast(null as date) as day,
    case
        when t.event_id is null then 'ticket has no event id'
        else 'ticket names an event that does not exist'
    end as reason
from ticket as t
left join event as e on e.event_id = t.event_id
where e.event_id is null
