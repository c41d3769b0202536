-- A published store of one tenant, made by numbers: :events events that sell on :days days. The
-- rows go straight into the metric tables; no source is needed to be read.
\set ON_ERROR_STOP on
select set_config('bench.as_of', '2026-06-30 12:07:00+00', false);

insert into events.event_directory
select 'bench', e, 'Event ' || e, 'Europe/Berlin', 'EUR', 5000,
    timestamptz '2026-06-30 00:00:00+00' - make_interval(days => :days),
    timestamptz '2026-06-01 18:00:00+00' + make_interval(hours => (e % 1440)::int),
    timestamptz '2026-06-01 23:00:00+00' + make_interval(hours => (e % 1440)::int),
    date '2026-06-30' - :days, date '2026-06-01' + (e % 1440)::int / 24,
    date '2026-06-01' + (e % 1440)::int / 24,
    case when e % 1440 < 700 then 'ended' else 'live' end
from generate_series(1, :events) as e;

insert into events.event_daily_sales
select 'bench', e, date '2026-06-30' - d, 'EUR', 3 + (e + d) % 5, 120.5 + (e * d) % 900, 20, 5,
    6 + (e + d) % 9, (e + d) % 2, 0, (e + d) % 2, 12.25 * ((e + d) % 2), 0
from generate_series(1, :events) as e
cross join generate_series(0, :days - 1) as d;

-- the velocity reads 28 selling days, so no event needs more of them
insert into events.event_sales_quarter_hour
select 'bench', e, date '2026-06-30' - d,
    timestamptz '2026-06-30 11:00:00+00' - make_interval(days => d) + q * interval '15 minutes',
    1, 40.25, 2
from generate_series(1, :events) as e
cross join generate_series(0, 34) as d
cross join generate_series(0, 3) as q;

insert into events.event_demographics
select 'bench', e, q.question, q.bucket, 100 + (e * length(q.bucket)) % 300,
    50 + (e * length(q.bucket)) % 150
from generate_series(1, :events) as e
cross join (
    values ('gender', 'male'), ('gender', 'female'), ('gender', 'other'), ('gender', 'no_answer'),
        ('age_range', '18-24'), ('age_range', '25-34'), ('age_range', '35-44'),
        ('age_range', '45-54'), ('age_range', 'no_answer')
) as q (question, bucket);

insert into events.event_lead_time_sales
select 'bench', e, d, 120.5, 6
from generate_series(1, :events) as e
cross join generate_series(0, 59) as d;

insert into events.event_totals
select tenant_id, event_id, sum(orders_paid), sum(gross_amount), sum(tax_amount), sum(fee_amount),
    sum(tickets_sold), sum(tickets_cancelled), sum(orders_cancelled), sum(refund_count),
    sum(refunded_amount), sum(unmapped_count), min(day), max(day), min(day), max(day)
from events.event_daily_sales
group by 1, 2;

insert into daybook.generation (mart, generation, run_id, as_of, horizon, snapshot, source_identity)
select 'events', 1, 1, t, t - interval '1 minute', 's', 'i'
from (select current_setting('bench.as_of')::timestamptz as t) as given;
insert into daybook.mart_state (mart, schema_version, generation, as_of, horizon, last_run_ended_at,
    last_run_outcome)
select 'events', (select max(version) from daybook.flyway_schema_history where success), 1, t,
    t - interval '1 minute', t, 'published'
from (select current_setting('bench.as_of')::timestamptz as t) as given;
