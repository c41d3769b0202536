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
list_tickets as (
    select o.event_id, o.paid_at, o.order_id, t.ticket_id,
        t.cancelled_at is null
            and t.status in ('valid', 'cancelled', 'checked_in') as is_counted
    from paid_order as o
    inner join paid_ticket as t on t.order_id = o.order_id
    where o.paid_at is not null
),

-- One answer per ticket and question, even where a source holds two: a ticket counts once.
pick_answers as (
    select ticket_id,
        max(value) filter (where question = 'gender') as gender,
        max(value) filter (where question = 'age_range') as age_range
    from answer
    group by ticket_id
),

ask_questions as (
    select t.event_id, t.paid_at, t.order_id, t.is_counted, q.question,
        case q.question when 'gender' then a.gender else a.age_range end as value
    from list_tickets as t
    left join pick_answers as a on a.ticket_id = t.ticket_id
    cross join (values ('gender'), ('age_range')) as q (question)
),

-- The mapping: another one is another definition. A value is its own bucket, matched exactly.
-- Free text never leaves the source.
map_buckets as (
    select event_id, paid_at, order_id, is_counted, question,
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
),

-- Per order first: an order counts once in each bucket that any of its tickets is in.
count_tickets_of_orders as (
    select event_id, paid_at, order_id, question, bucket,
        count(*) filter (where is_counted) as tickets
    from map_buckets
    group by event_id, paid_at, order_id, question, bucket
)

select
    e.tenant_id,
    t.event_id,
    cast(timezone(e.timezone, t.paid_at) as date) as day,
    t.question,
    t.bucket,
    cast(sum(t.tickets) as bigint) as tickets,
    count(*) filter (where t.tickets > 0) as orders
from count_tickets_of_orders as t
inner join event as e on e.event_id = t.event_id
group by e.tenant_id, t.event_id, cast(timezone(e.timezone, t.paid_at) as date),
    t.question, t.bucket
