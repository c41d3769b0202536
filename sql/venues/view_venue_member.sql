/*
row: one member as of now
grain: [tenant_id, member_id]
slice: [tenant_id, member_id]
inputs:
  member: {entity: member, key: member_id, clock: none, uses: [tenant_id, venue_id, status, is_trial_user, converted_from_trial]}
excludes: nothing; venue_id is the home venue, 0 where there is none
attributes: [venue_id]
*/
select
    m.tenant_id,
    m.member_id,
    coalesce(m.venue_id, 0) as venue_id,
    m.status,
    m.is_trial_user,
    m.converted_from_trial
from member as m
