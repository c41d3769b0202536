/*
check: daily sales hold every succeeded refund, once and with its amount
stage: source
severity: stop
compare: {view: event_daily_sales, measures: [refund_count, refunded_amount]}
inputs:
  event:  {entity: event, key: event_id, zone: timezone, uses: [tenant_id, timezone]}
  refund: {fact: refund, key: event_id, clock: refunded_at}
*/
select
    e.tenant_id,
    r.event_id,
    cast(timezone(e.timezone, r.refunded_at) as date) as day,
    cast(case when r.status = 'succeeded' then 1 else 0 end as bigint) as refund_count,
    case when r.status = 'succeeded' then r.amount else 0 end as refunded_amount
from refund as r
inner join event as e on e.event_id = r.event_id
where r.refunded_at is not null
