/*
check: an event goes on sale, starts or ends at an instant that is infinite or outside 1900-2200
stage: source
severity: report
inputs:
  event: {rows: event}
*/
select
    e.event_id as bad_key,
    nullif(e.tenant_id, '') as tenant_id,
    e.event_id as entity_id,
    cast(null as date) as day,
    'on_sale_at, starts_at or ends_at of event is infinite or outside 1900-2200' as reason
from event as e
where least(e.on_sale_at, e.starts_at, e.ends_at) < timestamptz '1900-01-01 00:00:00+00'
    or greatest(e.on_sale_at, e.starts_at, e.ends_at) >= timestamptz '2201-01-01 00:00:00+00'
