/*
check: a member has a status that no measure knows; it counts as unmapped
stage: source
severity: count
inputs:
  member: {rows: member}
*/
select
    m.member_id as bad_key,
    cast(null as text) as tenant_id,
    m.member_id as entity_id,
    cast(null as date) as day,
    'member status ' || coalesce(m.status, '(none)') as reason
from member as m
where (m.status in ('Active', 'Inactive')) is not true
