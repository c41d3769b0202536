/*
check: the sum over days of each bucket of demographics equals its lifetime total
stage: published
severity: stop
slice: [tenant_id, event_id]
inputs:
  daily:    {table: event_daily_demographics}
  lifetime: {table: event_demographics}
*/
with
sum_days as (
    select tenant_id, event_id, question, bucket, sum(tickets) as tickets, sum(orders) as orders
    from daily
    group by tenant_id, event_id, question, bucket
),

-- A full join, so that a total without days and days without a total are found too.
name_differences as (
    select
        coalesce(d.tenant_id, t.tenant_id) as tenant_id,
        coalesce(d.event_id, t.event_id) as entity_id,
        coalesce(d.question, t.question) as question,
        case
            when t.event_id is null then 'days without a lifetime bucket'
            when d.event_id is null then 'lifetime bucket without days'
            when d.tickets is distinct from t.tickets then 'tickets differ'
            when d.orders is distinct from t.orders then 'orders differ'
        end as reason
    from sum_days as d
    full join lifetime as t
        on t.tenant_id = d.tenant_id
        and t.event_id = d.event_id
        and t.question = d.question
        and t.bucket = d.bucket
)

select tenant_id, entity_id, cast(null as date) as day, question || ': ' || reason as reason
from name_differences
where reason is not null
group by tenant_id, entity_id, question, reason
