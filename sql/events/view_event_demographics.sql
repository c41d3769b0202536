/*
row: one bucket of answers to one question among all tickets of one event
grain: [tenant_id, event_id, question, bucket]
slice: [tenant_id, event_id]
over: store
inputs:
  daily: {table: event_daily_demographics}
excludes: what the daily rows exclude
privacy: orders
*/
select
    d.tenant_id,
    d.event_id,
    d.question,
    d.bucket,
    cast(sum(d.tickets) as bigint) as tickets,
    -- Additive over days: an order has one paid day.
    cast(sum(d.orders) as bigint) as orders
from daily as d
group by d.tenant_id, d.event_id, d.question, d.bucket
