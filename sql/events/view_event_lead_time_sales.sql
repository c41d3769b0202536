/*
row: one event's sales at one distance in local days from its start (0 = start day, below 0 = after)
grain: [tenant_id, event_id, days_before_start]
slice: [tenant_id, event_id]
over: store
inputs:
  daily:     {table: event_daily_sales}
  directory: {table: event_directory}
excludes: events without a start
*/
select
    d.tenant_id,
    d.event_id,
    e.starts_day - d.day as days_before_start,
    sum(d.gross_amount) as gross_amount,
    cast(sum(d.tickets_sold) as bigint) as tickets_sold
from daily as d
inner join directory as e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
-- Also false for null, and an infinite clock (a bad row) must not end the publication.
where isfinite(e.starts_day) and isfinite(d.day)
group by d.tenant_id, d.event_id, e.starts_day - d.day
