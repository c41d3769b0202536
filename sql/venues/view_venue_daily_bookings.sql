/*
row: one venue's bookings of one sport on one local day
grain: [tenant_id, venue_id, day, sport_id]
slice: [tenant_id, venue_id, day]
future: true
sets: [members_once, members_twice]
inputs:
  venue:   {entity: venue, key: venue_id, zone: timezone, uses: [tenant_id, timezone]}
  booking: {fact: booking, key: venue_id, clock: starts_at}
  sport:   {lookup: sport, of: booking, by: sport_id}
excludes: bookings of venues that do not exist; slots, coupons and members are those of successful bookings (Confirmed, Completed)
ratios:
  cancelled_share: {of: cancelled_count, per: booking_count}
  no_show_share:   {of: no_show_count, per: booking_count}
*/
with
date_bookings as (
    select
        v.tenant_id,
        b.venue_id,
        cast(timezone(v.timezone, b.starts_at) as date) as day,
        coalesce(b.sport_id, 0) as sport_id,
        b.member_id,
        s.name as sport_name,
        b.status,
        b.slots,
        b.coupon_code,
        coalesce(b.status in ('Confirmed', 'Completed'), false) as is_successful
    from booking as b
    inner join venue as v on v.venue_id = b.venue_id
    left join sport as s on s.sport_id = b.sport_id
    where b.starts_at is not null
),

-- Guests have no member id: all of a slice are one row here, and in no set.
count_by_member as (
    select
        tenant_id,
        venue_id,
        day,
        sport_id,
        member_id,
        max(sport_name) as sport_name,
        count(*) filter (where status = 'Confirmed') as confirmed_count,
        count(*) filter (where status = 'Completed') as completed_count,
        count(*) filter (where status = 'Pending') as pending_count,
        count(*) filter (where status = 'Cancelled') as cancelled_count,
        count(*) filter (where status = 'No-Show') as no_show_count,
        count(*) filter (
            where (status in ('Confirmed', 'Completed', 'Pending', 'Cancelled', 'No-Show'))
                is not true
        ) as unmapped_count,
        count(*) as booking_count,
        count(*) filter (where is_successful) as successful_count,
        coalesce(sum(slots) filter (where is_successful), 0) as slots_booked,
        -- a code of blanks is no code
        count(*) filter (where is_successful and coupon_code ~ '\S') as coupon_redemptions
    from date_bookings
    group by tenant_id, venue_id, day, sport_id, member_id
)

select
    tenant_id,
    venue_id,
    day,
    sport_id,
    max(sport_name) as sport_name,
    cast(sum(confirmed_count) as bigint) as confirmed_count,
    cast(sum(completed_count) as bigint) as completed_count,
    cast(sum(pending_count) as bigint) as pending_count,
    cast(sum(cancelled_count) as bigint) as cancelled_count,
    cast(sum(no_show_count) as bigint) as no_show_count,
    cast(sum(unmapped_count) as bigint) as unmapped_count,
    cast(sum(booking_count) as bigint) as booking_count,
    cast(sum(slots_booked) as bigint) as slots_booked,
    cast(sum(coupon_redemptions) as bigint) as coupon_redemptions,
    coalesce(
        array_agg(member_id order by member_id)
            filter (where member_id is not null and successful_count >= 1),
        cast('{}' as bigint[])
    ) as members_once,
    coalesce(
        array_agg(member_id order by member_id)
            filter (where member_id is not null and successful_count >= 2),
        cast('{}' as bigint[])
    ) as members_twice
from count_by_member
group by tenant_id, venue_id, day, sport_id
