/*
check: a booking has no venue id or no start
stage: source
severity: report
inputs:
  booking: {rows: booking}
*/
-- The contract's tables refuse nulls; a view of the same shape may return them.
select
    b.booking_id as bad_key,
    cast(null as text) as tenant_id,
    b.venue_id as entity_id,
    cast(null as date) as day,
    case when b.venue_id is null then 'booking has no venue id' else 'booking has no start' end
        as reason
from booking as b
where b.venue_id is null or b.starts_at is null
