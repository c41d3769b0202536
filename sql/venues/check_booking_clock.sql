/*
check: a booking starts at an instant that is infinite or outside 1900-2200
stage: source
severity: report
inputs:
  booking: {rows: booking}
*/
select
    b.booking_id as bad_key,
    cast(null as text) as tenant_id,
    b.venue_id as entity_id,
    cast(null as date) as day,
    'starts_at of booking is infinite or outside 1900-2200' as reason
from booking as b
where b.starts_at < timestamptz '1900-01-01 00:00:00+00'
    or b.starts_at >= timestamptz '2201-01-01 00:00:00+00'
