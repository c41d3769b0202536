/*
check: a ticket has a status that no measure knows; it counts as unmapped
stage: source
severity: count
inputs:
  ticket: {rows: ticket}
*/
select
    t.ticket_id as bad_key,
    cast(null as text) as tenant_id,
    t.event_id as entity_id,
    cast(null as date) as day,
    'ticket status ' || coalesce(t.status, '(none)') as reason
from ticket as t
where (t.status in ('valid', 'cancelled', 'checked_in')) is not true
