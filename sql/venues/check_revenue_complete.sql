/*
check: daily revenue holds every payment and refund, once and with its amount
stage: source
severity: stop
compare:
  view: venue_daily_revenue
  measures: [booking_success_count, booking_success_amount, refunded_count, refunded_amount]
inputs:
  venue:       {entity: venue, key: venue_id, zone: timezone, uses: [tenant_id, timezone]}
  transaction: {fact: transaction, key: venue_id, clock: occurred_at}
*/
with
sort_transactions as (
    select
        v.tenant_id,
        t.venue_id,
        cast(timezone(v.timezone, t.occurred_at) as date) as day,
        t.amount,
        t.type = 'Booking' and t.status = 'Success' as is_booking,
        t.status = 'Refunded' as is_refund
    from transaction as t
    inner join venue as v on v.venue_id = t.venue_id
    where t.occurred_at is not null
)

select
    tenant_id,
    venue_id,
    day,
    cast(case when is_booking then 1 else 0 end as bigint) as booking_success_count,
    case when is_booking then amount else 0 end as booking_success_amount,
    cast(case when is_refund then 1 else 0 end as bigint) as refunded_count,
    case when is_refund then amount else 0 end as refunded_amount
from sort_transactions
