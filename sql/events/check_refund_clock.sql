/*
check: a refund has no instant, or one that is infinite or outside 1900-2200
stage: source
severity: report
inputs:
  refund: {rows: refund}
*/
select
    r.refund_id as bad_key,
    cast(null as text) as tenant_id,
    r.event_id as entity_id,
    cast(null as date) as day,
    case
        when r.refunded_at is null then 'refund has no refunded_at'
        else 'refunded_at of refund is infinite or outside 1900-2200'
    end as reason
from refund as r
where r.refunded_at is null
    or r.refunded_at < timestamptz '1900-01-01 00:00:00+00'
    or r.refunded_at >= timestamptz '2201-01-01 00:00:00+00'
