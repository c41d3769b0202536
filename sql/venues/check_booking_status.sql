/*
check: a booking has a status that no measure knows; it counts as unmapped
stage: source
severity: count
inputs:
  booking: {rows: booking}
*/
select
    b.booking_id as bad_key,
    cast(null as text) as tenant_id,
    b.venue_id as entity_id,
    cast(null as date) as day,
    'booking status ' || coalesce(b.status, '(none)') as reason
from booking as b
where (b.status in ('Confirmed', 'Completed', 'Pending', 'Cancelled', 'No-Show')) is not true
