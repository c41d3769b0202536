/*
row: one event
grain: [tenant_id, event_id]
slice: [tenant_id, event_id]
inputs:
  event: {entity: event, key: event_id, clock: none, zone: timezone, uses: all}
excludes: nothing; drafts are listed like all others
attributes: [capacity]
*/
select
    e.tenant_id,
    e.event_id,
    e.name,
    e.timezone,
    e.currency,
    e.capacity,
    e.on_sale_at,
    e.starts_at,
    e.ends_at,
    cast(timezone(e.timezone, e.on_sale_at) as date) as on_sale_day,
    cast(timezone(e.timezone, e.starts_at) as date) as starts_day,
    cast(timezone(e.timezone, e.ends_at) as date) as ends_day,
    e.status
from event as e
