/*
row: one venue's successful bookings of one sport in one local hour of one local day
grain: [tenant_id, venue_id, day, sport_id, hour]
slice: [tenant_id, venue_id, day]
future: true
inputs:
  venue:   {entity: venue, key: venue_id, zone: timezone, uses: [tenant_id, timezone]}
  booking: {fact: booking, key: venue_id, clock: starts_at}
excludes: bookings of venues that do not exist; bookings neither Confirmed nor Completed
*/
with
-- The hour that a clock on the wall showed: 2 o'clock comes twice when summer time ends.
read_clocks as (
    select
        v.tenant_id,
        b.venue_id,
        coalesce(b.sport_id, 0) as sport_id,
        timezone(v.timezone, b.starts_at) as local_time,
        b.status
    from booking as b
    inner join venue as v on v.venue_id = b.venue_id
    where b.starts_at is not null
)

select
    tenant_id,
    venue_id,
    cast(local_time as date) as day,
    sport_id,
    cast(extract(hour from local_time) as integer) as hour,
    count(*) filter (where status in ('Confirmed', 'Completed')) as successful_count
from read_clocks
group by tenant_id, venue_id, cast(local_time as date), sport_id,
    cast(extract(hour from local_time) as integer)
