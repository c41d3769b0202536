/*
check: a ticket has two answers to the same question
stage: source
severity: report
inputs:
  answer_row:   {rows: answer}
  other_answer: {lookup: answer, of: answer_row, by: ticket_id}
*/
-- Each of the two is named. Until one is gone, the ticket counts in the bucket of each.
select
    a.answer_id as bad_key,
    cast(null as text) as tenant_id,
    a.event_id as entity_id,
    cast(null as date) as day,
    'another answer to the same question of the same ticket exists' as reason
from answer_row as a
where exists (
    select 1
    from other_answer as b
    where b.ticket_id = a.ticket_id
        and b.question = a.question
        and b.answer_id <> a.answer_id
)
