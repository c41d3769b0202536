/*
check: the successful bookings of a day's hours add up to those of the day
stage: published
severity: stop
slice: [tenant_id, venue_id, day]
inputs:
  daily:  {table: venue_daily_bookings}
  hourly: {table: venue_hourly_bookings}
*/
with
sum_hours as (
    select tenant_id, venue_id, day, sport_id, sum(successful_count) as successful_count
    from hourly
    group by tenant_id, venue_id, day, sport_id
),

-- A full join, so that hours without a day and a day without hours are found too.
name_differences as (
    select
        coalesce(d.tenant_id, h.tenant_id) as tenant_id,
        coalesce(d.venue_id, h.venue_id) as entity_id,
        coalesce(d.day, h.day) as day,
        case
            when h.venue_id is null then 'a day without hours'
            when d.venue_id is null then 'hours without a day'
            when d.confirmed_count + d.completed_count <> h.successful_count
                then 'successful bookings differ'
        end as reason
    from daily as d
    full join sum_hours as h
        on h.tenant_id = d.tenant_id and h.venue_id = d.venue_id and h.day = d.day
            and h.sport_id = d.sport_id
)

select tenant_id, entity_id, day, reason
from name_differences
where reason is not null
