-- What the API asks for one timeline of 30 days.
\set event random(1, :events)
begin isolation level repeatable read read only;
select set_config('daybook.tenant', 'bench', true);
select generation, as_of from daybook.generation where mart = 'events' order by generation desc limit 1;
select event_id, currency, capacity, case when isfinite(starts_at) then starts_at end, case when starts_day between date '1900-01-01' and date '2200-01-01' then starts_day end, case when on_sale_day between date '1900-01-01' and date '2200-01-01' then on_sale_day end, timezone, cast(timezone(timezone, timestamptz '2026-06-30 12:07:00+00') as date), coalesce(case when isfinite(starts_at) then starts_at end <= timestamptz '2026-06-30 12:07:00+00', false) from events.event_directory where tenant_id = 'bench' and event_id = :event;
select day, sum(gross_amount), sum(tickets_sold), sum(tickets_cancelled), sum(refunded_amount) from events.event_daily_sales where tenant_id = 'bench' and event_id = :event and day between date '2026-06-01' and date '2026-06-30' group by day;
commit;
