/*
check: bookings by status add up to the total, and only successful ones redeem coupons
stage: published
severity: stop
slice: [tenant_id, venue_id, day]
inputs:
  daily: {table: venue_daily_bookings}
*/
with
name_differences as (
    select
        d.tenant_id,
        d.venue_id as entity_id,
        d.day,
        case
            when d.booking_count <> d.confirmed_count + d.completed_count + d.pending_count
                + d.cancelled_count + d.no_show_count + d.unmapped_count
                then 'bookings by status do not add up to the total'
            when d.coupon_redemptions > d.confirmed_count + d.completed_count
                then 'more coupons redeemed than successful bookings'
        end as reason
    from daily as d
)

select tenant_id, entity_id, day, reason
from name_differences
where reason is not null
