package io.daybook.etl.days;

import io.daybook.etl.engine.DayBounds;
import io.daybook.schema.testing.TestDatabase;
import java.util.List;

/**
 * The changes of the clocks in every zone that a server knows, found by asking that server: the
 * offset from UTC on a grid of instants, then each change between two of them to the microsecond.
 * Two changes within ten days that undo each other are not seen; no zone has such.
 *
 * <p>Tables in the schema {@code days}: {@code zone (name, same_as)}, where zones with the same
 * offsets on the whole grid are the same; {@code grid (zone, at, seconds)}; {@code change (zone,
 * at)}, the first instant under the new offset; and {@code instant (zone, at, day)}, instants at
 * and around each change and the local midnights near it, with the day that a view makes of them.
 */
final class ClockChanges {

    private static final String OFFSET =
            "cast(extract(epoch from timezone(%1$s, %2$s) - timezone('UTC', %2$s)) as integer)";

    private ClockChanges() {}

    static void find(TestDatabase server, int firstYear, int lastYear) {
        server.execute(
                """
                set local time zone 'UTC';
                drop schema if exists days cascade;
                create schema days;
                create unlogged table days.grid as
                select z.name as zone, g.at, %s as seconds
                from pg_timezone_names as z
                cross join generate_series(
                    timestamptz '%d-01-01 00:00+00', timestamptz '%d-12-31 00:00+00',
                    interval '10 days') as g (at);

                create unlogged table days.zone as
                select zone as name, min(zone) over (partition by offsets) as same_as
                from (
                    select zone, md5(string_agg(cast(seconds as text), ' ' order by at)) as offsets
                    from days.grid
                    group by zone) as z;

                create unlogged table days.change as
                with recursive halved as (
                    select zone, low, high, before, 0 as depth
                    from (
                        select zone, lag(at) over w as low, at as high,
                            lag(seconds) over w as before, seconds
                        from days.grid
                        where zone in (select same_as from days.zone)
                        window w as (partition by zone order by at)) as g
                    where before <> seconds
                    union all
                    select h.zone,
                        case when m.seconds = h.before then m.middle else h.low end,
                        case when m.seconds = h.before then h.high else m.middle end,
                        h.before, h.depth + 1
                    from halved as h
                    cross join lateral (
                        select p.middle, %s as seconds
                        from (select date_trunc('second', h.low + (h.high - h.low) / 2))
                            as p (middle)) as m
                    where h.high - h.low > interval '1 second'
                )
                select zone, high as at
                from halved
                where high - low <= interval '1 second';

                create unlogged table days.instant as
                with wanted as (
                    select zone, at + s.shift as at
                    from days.change
                    cross join (values (interval '-30 minutes'), ('-1 microsecond'), ('0'),
                        ('1 microsecond'), ('30 minutes')) as s (shift)
                    union
                    select c.zone,
                        timezone(c.zone, timezone(c.zone, c.at)::date + d.days + time '00:00')
                            + s.shift
                    from days.change as c
                    cross join (values (-1), (0), (1), (2)) as d (days)
                    cross join (values (interval '-1 microsecond'), ('0'), ('1 microsecond'))
                        as s (shift)
                )
                select zone, at, cast(timezone(zone, at) as date) as day
                from wanted;
                """
                        .formatted(
                                OFFSET.formatted("z.name", "g.at"),
                                firstYear,
                                lastYear,
                                OFFSET.formatted("h.zone", "p.middle")));
    }

    /** Instants that the engine would not read for a slice of their zone's day. */
    static List<String> outOfSlice(TestDatabase server) {
        return server.rows(
                """
                with instants as (
                    select zone, at, day from days.instant
                    union all
                    select zone, at, cast(timezone(zone, at) as date) from days.grid
                )
                select i.zone, i.at, i.day
                from instants as i
                cross join lateral (%s) as b
                where (i.at >= b.daybook_lo and i.at < b.daybook_hi) is not true
                limit 10
                """
                        .formatted(DayBounds.select("i.day", "zone", "(select i.zone)")));
    }

    /** Instants that the engine would not read for a window with the day that they belong to. */
    static List<String> outOfRange(TestDatabase server) {
        return server.rows(
                """
                with instants as (
                    select zone, at, day from days.instant
                    union all
                    select zone, at, cast(timezone(zone, at) as date) from days.grid
                )
                select zone, at, day
                from instants
                where at < timezone('UTC', cast(day as timestamp)) - interval '14 hours'
                    or at >= timezone('UTC', cast(day as timestamp)) + interval '36 hours'
                limit 10
                """);
    }
}
