/*
check: a venue has no tenant, zone or currency, or the id that stands for none
stage: source
severity: report
inputs:
  venue: {rows: venue}
*/
-- The contract's tables refuse nulls; a view of the same shape may return them. An empty tenant
-- is none: row-level security would show its rows to nobody.
select
    v.venue_id as bad_key,
    nullif(v.tenant_id, '') as tenant_id,
    v.venue_id as entity_id,
    cast(null as date) as day,
    case
        when nullif(v.tenant_id, '') is null then 'venue has no tenant'
        when v.timezone is null then 'venue has no zone'
        when v.currency is null then 'venue has no currency'
        else 'venue has the id 0, which stands for no home venue'
    end as reason
from venue as v
where nullif(v.tenant_id, '') is null or v.timezone is null or v.currency is null
    or v.venue_id = 0
