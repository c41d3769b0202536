/*
check: an order is paid or cancelled at an instant that is infinite or outside 1900-2200
stage: source
severity: report
inputs:
  ticket_order: {rows: ticket_order}
*/
select
    o.order_id as bad_key,
    cast(null as text) as tenant_id,
    o.event_id as entity_id,
    cast(null as date) as day,
    'paid_at or cancelled_at of order is infinite or outside 1900-2200' as reason
from ticket_order as o
where least(o.paid_at, o.cancelled_at) < timestamptz '1900-01-01 00:00:00+00'
    or greatest(o.paid_at, o.cancelled_at) >= timestamptz '2201-01-01 00:00:00+00'
