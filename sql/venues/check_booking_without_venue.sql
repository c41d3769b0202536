/*
check: a booking names a venue that does not exist
stage: source
severity: report
inputs:
  booking: {rows: booking}
  venue:   {lookup: venue, of: booking, by: venue_id}
*/
select
    b.booking_id as bad_key,
    cast(null as text) as tenant_id,
    b.venue_id as entity_id,
    cast(null as date) as day,
    'booking names a venue that does not exist' as reason
from booking as b
left join venue as v on v.venue_id = b.venue_id
where b.venue_id is not null and v.venue_id is null
