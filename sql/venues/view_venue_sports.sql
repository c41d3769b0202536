/*
row: one sport that has bookings at one venue; sport 0 stands for none
grain: [tenant_id, venue_id, sport_id]
slice: [tenant_id, venue_id]
over: store
inputs:
  daily: {table: venue_daily_bookings}
excludes: sports without a booking
*/
select
    d.tenant_id,
    d.venue_id,
    d.sport_id,
    -- the greatest name seen: after a change of name all of its days are recomputed
    max(d.sport_name) as sport_name
from daily as d
group by d.tenant_id, d.venue_id, d.sport_id
