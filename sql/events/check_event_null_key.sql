/*
check: an event has no tenant, zone or currency
stage: source
severity: report
inputs:
  event: {rows: event}
*/
-- The contract's tables refuse nulls; a view of the same shape may return them. An empty tenant
-- is none: row-level security would show its rows to nobody.
select
    e.event_id as bad_key,
    nullif(e.tenant_id, '') as tenant_id,
    e.event_id as entity_id,
    cast(null as date) as day,
    case
        when nullif(e.tenant_id, '') is null then 'event has no tenant'
        when e.timezone is null then 'event has no zone'
        else 'event has no currency'
    end as reason
from event as e
where nullif(e.tenant_id, '') is null or e.timezone is null or e.currency is null
