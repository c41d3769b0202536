/*
check: a refund has a status that no measure knows; it counts as unmapped
stage: source
severity: count
inputs:
  refund: {rows: refund}
*/
select
    r.refund_id as bad_key,
    cast(null as text) as tenant_id,
    r.event_id as entity_id,
    cast(null as date) as day,
    'refund status ' || coalesce(r.status, '(none)') as reason
from refund as r
where (r.status in ('pending', 'succeeded', 'failed')) is not true
