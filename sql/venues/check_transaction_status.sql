/*
check: a transaction has a status that no measure knows; it counts as unmapped
stage: source
severity: count
inputs:
  transaction: {rows: transaction}
*/
select
    t.transaction_id as bad_key,
    cast(null as text) as tenant_id,
    t.venue_id as entity_id,
    cast(null as date) as day,
    'transaction status ' || coalesce(t.status, '(none)') as reason
from transaction as t
where (t.status in ('Success', 'Pending', 'Failed', 'Refunded', 'Dispute')) is not true
