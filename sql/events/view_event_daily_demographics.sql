/*
row: one bucket of answers to one question among the tickets that one event sold on one local day
grain: [tenant_id, event_id, day, question, bucket]
slice: [tenant_id, event_id, day]
inputs:
  event:       {entity: event, key: event_id, zone: timezone, uses: [tenant_id, timezone]}
  paid_order:  {fact: ticket_order, key: event_id, clock: paid_at}
  paid_ticket: {child: ticket, of: paid_order, by: order_id}
  answer:      {child: answer, of: paid_ticket, by: ticket_id}
excludes: orders never paid; tickets cancelled or of unknown status; questions without a mapping
privacy: orders
*/
with
-- Every ticket is asked every question. An answer given twice (a source check names it) counts
-- twice: to guard against it here made the whole view two thirds slower.
ask_questions as (
    select o.event_id, o.paid_at, o.order_id, q.question, a.value,
        t.cancelled_at is null
            and t.status in ('valid', 'cancelled', 'checked_in') as is_counted
    from paid_order as o
    inner join paid_ticket as t on t.order_id = o.order_id
    cross join (values ('gender'), ('age_range')) as q (question)
    left join answer as a on a.ticket_id = t.ticket_id and a.question = q.question
    where o.paid_at is not null
),

-- The mapping: another one is another definition. A value is its own bucket, matched exactly.
-- Free text never leaves the source.
map_buckets as (
    select event_id, paid_at, order_id, question, is_counted,
        case
            when value is null then 'no_answer'
            when question = 'gender' and value in ('male', 'female', 'other') then value
            when question = 'age_range' and value in (
                '18-24', '25-34', '35+',
                '18-20', '21-24', '25-29', '30-34', '35-44', '45-54', '55-64', '65+'
            ) then value
            else 'unmapped'
        end as bucket
    from ask_questions
)

select
    e.tenant_id,
    m.event_id,
    cast(timezone(e.timezone, m.paid_at) as date) as day,
    m.question,
    m.bucket,
    count(*) filter (where m.is_counted) as tickets,
    count(distinct m.order_id) filter (where m.is_counted) as orders
from map_buckets as m
inner join event as e on e.event_id = m.event_id
group by e.tenant_id, m.event_id, cast(timezone(e.timezone, m.paid_at) as date),
    m.question, m.bucket
