/*
row: one venue
grain: [tenant_id, venue_id]
slice: [tenant_id, venue_id]
inputs:
  venue: {entity: venue, key: venue_id, clock: none, zone: timezone, uses: all}
excludes: nothing
*/
select
    v.tenant_id,
    v.venue_id,
    v.name,
    v.timezone,
    v.currency
from venue as v
