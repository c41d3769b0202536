/*
check: a refund names an event that does not exist
stage: source
severity: report
inputs:
  refund: {rows: refund}
  event:  {lookup: event, of: refund, by: event_id}
*/
select
    r.refund_id as bad_key,
    cast(null as text) as tenant_id,
    r.event_id as entity_id,
    cast(null as date) as day,
    case
        when r.event_id is null then 'refund has no event id'
        else 'refund names an event that does not exist'
    end as reason
from refund as r
left join event as e on e.event_id = r.event_id
where e.event_id is null
