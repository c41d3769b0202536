/*
check: an answer names another event than its ticket
stage: source
severity: report
inputs:
  answer: {rows: answer}
  ticket: {lookup: ticket, of: answer, by: ticket_id}
*/
-- It counts under the event of its ticket's order.
select
    a.answer_id as bad_key,
    cast(null as text) as tenant_id,
    a.event_id as entity_id,
    cast(null as date) as day,
    'answer names another event than its ticket' as reason
from answer as a
inner join ticket as t on t.ticket_id = a.ticket_id
where t.event_id is distinct from a.event_id
