-- Turns the figures, read from standard input, into tables of Markdown.
create temporary table figure (
    orders bigint, days integer, part text, round integer, name text, value numeric
);
\copy figure from pstdin

-- What is measured against what, round by round: the engine's figure, its floor, the target.
create temporary view pairing as
-- A full build.
select orders, days, part, round,
    1 as place, 'full build, event_daily_sales: engine / serial bare' as what,
    max(value) filter (where name = 'engine event_daily_sales') as engine,
    max(value) filter (where name = 'serial event_daily_sales') as floor, '<= 1.3' as target
from figure where part = 'full' group by 1, 2, 3, 4
union all
select orders, days, part, round,
    2, 'full build, event_daily_sales: engine / parallel bare',
    max(value) filter (where name = 'engine event_daily_sales'),
    max(value) filter (where name = 'parallel event_daily_sales'), '-'
from figure where part = 'full' group by 1, 2, 3, 4
union all
select orders, days, part, round,
    3, 'full build, whole run of 7 views: engine / sum of serial bare',
    max(value) filter (where name = 'engine run'),
    sum(value) filter (where name like 'serial %'), '<= 1.3'
from figure where part = 'full' group by 1, 2, 3, 4
union all
select orders, days, part, round,
    4, 'full build, whole run of 7 views: engine / sum of parallel bare',
    max(value) filter (where name = 'engine run'),
    sum(value) filter (where name like 'parallel %'), '-'
from figure where part = 'full' group by 1, 2, 3, 4
union all
-- Changes.
select f.orders, f.days, f.part, f.round,
    c.place, c.name || ' changed, event_daily_sales: engine / fastest by hand',
    max(f.value) filter (where f.name = c.name || ' engine event_daily_sales'),
    min(f.value) filter (where f.name like c.name || ' by hand%'), '<= 1.5'
from figure as f cross join (values (11, '0.1 %'), (21, '1,000 rows')) as c (place, name)
where f.part = 'incremental' group by 1, 2, 3, 4, 5, c.name
union all
select f.orders, f.days, f.part, f.round,
    c.place + 1, c.name || ' changed, event_daily_sales: REFRESH / engine',
    max(f.value) filter (where f.name = 'refresh'),
    max(f.value) filter (where f.name = c.name || ' engine event_daily_sales'), c.target
from figure as f
cross join (values (11, '0.1 %', '>= 10 at 10 M'), (21, '1,000 rows', '>= 30')) as c (place, name, target)
where f.part = 'incremental' group by 1, 2, 3, 4, 5, c.name, c.target
union all
select f.orders, f.days, f.part, f.round,
    c.place + 2, c.name || ' changed, event_daily_sales: REFRESH CONCURRENTLY / engine',
    max(f.value) filter (where f.name = 'refresh concurrently'),
    max(f.value) filter (where f.name = c.name || ' engine event_daily_sales'), c.target
from figure as f
cross join (values (11, '0.1 %', '>= 20 at 10 M'), (21, '1,000 rows', '-')) as c (place, name, target)
where f.part = 'incremental' group by 1, 2, 3, 4, 5, c.name, c.target
union all
select f.orders, f.days, f.part, f.round,
    c.place + 3, c.name || ' changed, REFRESH of one view / whole run of 7 views',
    max(f.value) filter (where f.name = 'refresh'),
    max(f.value) filter (where f.name = c.name || ' engine run'), '-'
from figure as f cross join (values (11, '0.1 %'), (21, '1,000 rows')) as c (place, name)
where f.part = 'incremental' group by 1, 2, 3, 4, 5, c.name
union all
select f.orders, f.days, f.part, f.round,
    c.place + 4, c.name || ' changed, event_daily_sales and all that views share / fastest by hand',
    max(f.value) filter (
        where f.name = c.name || ' engine event_daily_sales and all that views share'),
    min(f.value) filter (where f.name like c.name || ' by hand%'), '-'
from figure as f cross join (values (11, '0.1 %'), (21, '1,000 rows')) as c (place, name)
where f.part = 'incremental' group by 1, 2, 3, 4, 5, c.name
union all
-- A process that stays.
select orders, days, part, round,
    26, '1,000 rows changed, run --every, event_daily_sales: engine / fastest by hand',
    max(value) filter (where name = 'repeated engine event_daily_sales'),
    min(value) filter (where name like 'repeated by hand%'), '<= 1.5'
from figure where part = 'repeated' group by 1, 2, 3, 4
union all
select orders, days, part, round,
    27, '1,000 rows changed, run --every, whole run of 7 views: seconds / 0.3',
    max(value) filter (where name = 'repeated engine run'), 0.3, '<= 1'
from figure where part = 'repeated' group by 1, 2, 3, 4
union all
-- Source load: the writer.
select orders, days, part, round,
    41, 'writer p99 in ms: runs beside it / alone',
    max(value) filter (where name = 'writer p99 ms, runs beside it'),
    max(value) filter (where name = 'writer p99 ms, alone'), '-'
from figure where part = 'load' group by 1, 2, 3, 4
union all
-- Growth: the longer history against the shorter one, figure by figure.
select l.orders, l.days, l.part, l.round, case when l.name like '1000 %' then 31 else 32 end,
    'growth, ' || replace(replace(l.name, ', engine run', ' changed, whole run'), ', engine ', ' changed, ')
        || ': over ' || l.orders / 1000 || ' k / over ' || s.orders / 1000 || ' k orders',
    l.value, s.value, '<= 1.3'
from figure as l
inner join figure as s
    on s.part = 'growth' and s.round = l.round and s.name = l.name and s.orders < l.orders
where l.part = 'growth'
    and (l.name like '% rows, engine run' or l.name like '% rows, engine event_daily_sales')
union all
select l.orders, l.days, l.part, l.round, case when l.name like '1000 %' then 31 else 32 end,
    'growth, ' || replace(l.name, ' rows, rows in', ' rows changed, rows in')
        || ': ' || l.orders / 1000 || ' k / ' || s.orders / 1000 || ' k orders',
    l.value, s.value, '-'
from figure as l
inner join figure as s
    on s.part = 'growth' and s.round = l.round and s.name = l.name and s.orders < l.orders
where l.part = 'growth' and l.name like '% rows, rows in dirty slices';

\pset format unaligned
\pset tuples_only on
\pset fieldsep ''
select '## Ratios';
select '';
select '| orders | figure | measured | against | ratio | spread of ratio | rounds | target |';
select '| --- | --- | --- | --- | --- | --- | --- | --- |';
with
median as (
    select orders, place, what, target, count(*) as rounds,
        percentile_cont(0.5) within group (order by engine) as engine,
        percentile_cont(0.5) within group (order by floor) as floor,
        percentile_cont(0.5) within group (order by engine / floor) as ratio,
        min(engine / floor) as low, max(engine / floor) as high
    from pairing
    where engine is not null and floor > 0
    group by orders, place, what, target
)
select format('| %s M | %s | %s | %s | **%s** | %s-%s | %s | %s |',
    round(orders / 1e6, 1), what, round(engine::numeric, 3), round(floor::numeric, 3),
    round(ratio::numeric, 2), round(low, 2), round(high, 2), rounds, target)
from median
order by orders, place;

select '';
select '## All figures';
select '';
select 'Seconds unless the name says otherwise.';
select '';
select '| orders | days | part | figure | median | min | max | rounds |';
select '| --- | --- | --- | --- | --- | --- | --- | --- |';
select format('| %s M | %s | %s | %s | %s | %s | %s | %s |',
    round(orders / 1e6, 1), days, part, name,
    round(percentile_cont(0.5) within group (order by value)::numeric, 3),
    round(min(value), 3), round(max(value), 3), count(*))
from figure
where name <> 'round_complete'
group by orders, days, part, name
order by orders, days, array_position(array['full', 'incremental', 'repeated', 'growth', 'load'], part), name;
