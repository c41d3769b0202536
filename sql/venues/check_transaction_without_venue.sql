/*
check: a transaction has no venue, or names one that does not exist; it is counted nowhere
stage: source
severity: report
inputs:
  transaction: {rows: transaction}
  venue:       {lookup: venue, of: transaction, by: venue_id}
*/
select
    t.transaction_id as bad_key,
    cast(null as text) as tenant_id,
    t.venue_id as entity_id,
    cast(null as date) as day,
    case
        when t.venue_id is null then 'transaction has no venue'
        else 'transaction names a venue that does not exist'
    end as reason
from transaction as t
left join venue as v on v.venue_id = t.venue_id
where v.venue_id is null
