/*
row: the slots that can be booked of one sport at one venue on one weekday (1 = Monday)
grain: [tenant_id, venue_id, sport_id, weekday]
slice: [tenant_id, venue_id]
inputs:
  venue:    {entity: venue, key: venue_id, uses: [tenant_id]}
  capacity: {fact: facility_capacity, key: venue_id, clock: none}
excludes: capacity of venues that do not exist
*/
select
    v.tenant_id,
    c.venue_id,
    c.sport_id,
    c.weekday,
    cast(sum(c.slots_per_day) as bigint) as slots_per_day
from capacity as c
inner join venue as v on v.venue_id = c.venue_id
group by v.tenant_id, c.venue_id, c.sport_id, c.weekday
