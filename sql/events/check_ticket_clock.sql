/*
check: a ticket is cancelled at an instant that is infinite or outside 1900-2200
stage: source
severity: report
inputs:
  ticket: {rows: ticket}
*/
select
    t.ticket_id as bad_key,
    cast(null as text) as tenant_id,
    t.event_id as entity_id,
    cast(null as date) as day,
    'cancelled_at of ticket is infinite or outside 1900-2200' as reason
from ticket as t
where t.cancelled_at < timestamptz '1900-01-01 00:00:00+00'
    or t.cancelled_at >= timestamptz '2201-01-01 00:00:00+00'
