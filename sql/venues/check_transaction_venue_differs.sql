/*
check: a transaction names another venue than its booking
stage: source
severity: report
inputs:
  transaction: {rows: transaction}
  booking:     {lookup: booking, of: transaction, by: booking_id}
*/
-- It is earned by its own venue, in that one's currency and on that one's day, and by the sport of
-- its booking when it names none; check_revenue_complete counts it there, too. The booking counts
-- at the booking's venue.
select
    t.transaction_id as bad_key,
    cast(null as text) as tenant_id,
    t.venue_id as entity_id,
    cast(null as date) as day,
    'transaction names another venue than its booking' as reason
from transaction as t
inner join booking as b on b.booking_id = t.booking_id
where b.venue_id <> t.venue_id
