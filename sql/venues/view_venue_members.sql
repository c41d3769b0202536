/*
row: one home venue's members as of now; venue 0 stands for none
grain: [tenant_id, venue_id]
slice: [tenant_id, venue_id]
over: store
inputs:
  home_member: {table: venue_member}
excludes: venues that are nobody's home
ratios:
  trial_conversion_rate: {of: converted_count, per: trial_count}
*/
select
    m.tenant_id,
    m.venue_id,
    count(*) as member_count,
    count(*) filter (where m.status = 'Active') as active_count,
    count(*) filter (where m.status = 'Inactive') as inactive_count,
    count(*) filter (where (m.status in ('Active', 'Inactive')) is not true) as unmapped_count,
    count(*) filter (where m.is_trial_user) as trial_count,
    count(*) filter (where m.converted_from_trial) as converted_count
from home_member as m
group by m.tenant_id, m.venue_id
