/*
check: daily bookings hold every booking once
stage: source
severity: stop
compare: {view: venue_daily_bookings, measures: [booking_count, cancelled_count]}
inputs:
  venue:   {entity: venue, key: venue_id, zone: timezone, uses: [tenant_id, timezone]}
  booking: {fact: booking, key: venue_id, clock: starts_at}
*/
select
    v.tenant_id,
    b.venue_id,
    cast(timezone(v.timezone, b.starts_at) as date) as day,
    cast(1 as bigint) as booking_count,
    cast(case when b.status = 'Cancelled' then 1 else 0 end as bigint) as cancelled_count
from booking as b
inner join venue as v on v.venue_id = b.venue_id
where b.starts_at is not null
