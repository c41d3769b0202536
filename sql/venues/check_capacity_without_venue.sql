/*
check: a capacity names a venue that does not exist
stage: source
severity: report
inputs:
  capacity: {rows: facility_capacity}
  venue:    {lookup: venue, of: capacity, by: venue_id}
*/
-- One line for each venue: a key of three columns has no single number.
select
    c.venue_id as bad_key,
    cast(null as text) as tenant_id,
    c.venue_id as entity_id,
    cast(null as date) as day,
    'capacity names a venue that does not exist' as reason
from capacity as c
left join venue as v on v.venue_id = c.venue_id
where v.venue_id is null
group by c.venue_id
