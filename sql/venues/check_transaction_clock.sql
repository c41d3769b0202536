/*
check: a transaction occurred at an instant that is infinite or outside 1900-2200
stage: source
severity: report
inputs:
  transaction: {rows: transaction}
*/
select
    t.transaction_id as bad_key,
    cast(null as text) as tenant_id,
    t.venue_id as entity_id,
    cast(null as date) as day,
    'occurred_at of transaction is infinite or outside 1900-2200' as reason
from transaction as t
where t.occurred_at < timestamptz '1900-01-01 00:00:00+00'
    or t.occurred_at >= timestamptz '2201-01-01 00:00:00+00'
