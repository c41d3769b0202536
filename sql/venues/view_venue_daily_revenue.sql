/*
row: one venue's transactions of one sport on one local day in one currency
grain: [tenant_id, venue_id, day, sport_id, currency]
slice: [tenant_id, venue_id, day]
finance: true
inputs:
  venue:       {entity: venue, key: venue_id, zone: timezone, uses: [tenant_id, timezone, currency]}
  transaction: {fact: transaction, key: venue_id, clock: occurred_at}
  booking_of_transaction: {lookup: booking, of: transaction, by: booking_id}
excludes: transactions without a venue
ratios:
  average_booking: {of: booking_success_amount, per: booking_success_count}
*/
with
-- Each transaction is in exactly one group; a type decides only among those that succeeded.
group_transactions as (
    select
        t.venue_id,
        t.occurred_at,
        coalesce(t.sport_id, b.sport_id, 0) as sport_id,
        t.amount,
        case
            when t.status = 'Success' and t.type = 'Booking' then 'booking_success'
            when t.status = 'Success' and t.type = 'Coaching' then 'coaching_success'
            when t.status = 'Success' then 'other_success'
            when t.status = 'Refunded' then 'refunded'
            when t.status = 'Dispute' then 'disputed'
            when t.status = 'Pending' then 'pending'
            when t.status = 'Failed' then 'failed'
            else 'unmapped'
        end as outcome
    from transaction as t
    left join booking_of_transaction as b on b.booking_id = t.booking_id
    where t.occurred_at is not null
)

select
    v.tenant_id,
    g.venue_id,
    cast(timezone(v.timezone, g.occurred_at) as date) as day,
    g.sport_id,
    v.currency,
    coalesce(sum(g.amount) filter (where g.outcome = 'booking_success'), 0)
        as booking_success_amount,
    count(*) filter (where g.outcome = 'booking_success') as booking_success_count,
    coalesce(sum(g.amount) filter (where g.outcome = 'coaching_success'), 0)
        as coaching_success_amount,
    count(*) filter (where g.outcome = 'coaching_success') as coaching_success_count,
    coalesce(sum(g.amount) filter (where g.outcome = 'other_success'), 0) as other_success_amount,
    count(*) filter (where g.outcome = 'other_success') as other_success_count,
    coalesce(sum(g.amount) filter (where g.outcome = 'refunded'), 0) as refunded_amount,
    count(*) filter (where g.outcome = 'refunded') as refunded_count,
    coalesce(sum(g.amount) filter (where g.outcome = 'disputed'), 0) as disputed_amount,
    count(*) filter (where g.outcome = 'disputed') as disputed_count,
    coalesce(sum(g.amount) filter (where g.outcome = 'pending'), 0) as pending_amount,
    count(*) filter (where g.outcome = 'pending') as pending_count,
    coalesce(sum(g.amount) filter (where g.outcome = 'failed'), 0) as failed_amount,
    count(*) filter (where g.outcome = 'failed') as failed_count,
    coalesce(sum(g.amount) filter (where g.outcome = 'unmapped'), 0) as unmapped_amount,
    count(*) filter (where g.outcome = 'unmapped') as unmapped_count
from group_transactions as g
inner join venue as v on v.venue_id = g.venue_id
group by v.tenant_id, g.venue_id, cast(timezone(v.timezone, g.occurred_at) as date),
    g.sport_id, v.currency
