/*
check: a member has no tenant
stage: source
severity: report
inputs:
  member: {rows: member}
*/
-- An empty tenant is none: row-level security would show its rows to nobody.
select
    m.member_id as bad_key,
    cast(null as text) as tenant_id,
    m.member_id as entity_id,
    cast(null as date) as day,
    'member has no tenant' as reason
from member as m
where nullif(m.tenant_id, '') is null
