/*
check: an answer names a ticket that does not exist
stage: source
severity: report
inputs:
  answer: {rows: answer}
  ticket: {lookup: ticket, of: answer, by: ticket_id}
*/
select
    a.answer_id as bad_key,
    cast(null as text) as tenant_id,
    a.event_id as entity_id,
    cast(null as date) as day,
    case
        when a.ticket_id is null then 'answer has no ticket id'
        else 'answer names a ticket that does not exist'
    end as reason
from answer as a
left join ticket as t on t.ticket_id = a.ticket_id
where t.ticket_id is null
