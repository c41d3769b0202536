package io.daybook.etl.days;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.engine.UnknownZones;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A day is {@code cast(timezone(zone, instant) as date)}. For every zone that the server knows, at
 * every change of its clocks from 1900 (the first clock that is no bad row) to 2040: the instants
 * of a day lie in the range that the engine reads for it, and slices and windows recompute each
 * instant once.
 */
class DaysIntegrationTest {

    private static final EventsMart MART = EventsMart.create();
    private static final View VIEW = EventsMart.MART.view("event_sales_quarter_hour");

    @BeforeAll
    static void findClockChanges() {
        ClockChanges.find(MART.source, 1970, 2040);
    }

    @Test
    void everyZoneAndItsChangesAreLookedAt() {
        assertThat(
                        MART.source.value(
                                "select count(*) = (select count(*) from pg_timezone_names) from days.zone"))
                .isEqualTo("t");
        // each worked out from the rules of that zone
        assertThat(
                        MART.source.rows(
                                """
                                select z.name, c.at
                                from days.change as c
                                join days.zone as z on z.same_as = c.zone
                                where (z.name = 'Europe/Berlin' and c.at between '2025-01-01' and '2026-01-01')
                                    or (z.name = 'Pacific/Apia' and c.at between '2011-11-01' and '2012-01-31')
                                    or (z.name = 'America/St_Johns' and c.at between '2010-08-01' and '2010-12-31')
                                order by 1, 2
                                """))
                .containsExactly(
                        "America/St_Johns | 2010-11-07 02:31:00+00",
                        "Europe/Berlin | 2025-03-30 01:00:00+00",
                        "Europe/Berlin | 2025-10-26 01:00:00+00",
                        "Pacific/Apia | 2011-12-30 10:00:00+00");
    }

    /**
     * Days are no intervals of instants: a clock set back over midnight shows the day before once
     * more, and whoever crosses the date line skips a day. No day is skipped or repeated otherwise.
     */
    @Test
    void aChangeOfTheClocksMovesTheDayByOneAtMost() {
        List<String> moves =
                MART.source.rows(
                        """
                        select distinct z.name, cast(timezone(c.zone, c.at) as date)
                                - cast(timezone(c.zone, c.at - interval '1 microsecond') as date),
                            cast(timezone(c.zone, c.at) as date)
                        from days.change as c
                        join days.zone as z on z.same_as = c.zone
                        where cast(timezone(c.zone, c.at) as date)
                                - cast(timezone(c.zone, c.at - interval '1 microsecond') as date)
                            not in (0, 1)
                        """);

        assertThat(moves)
                .contains("America/St_Johns | -1 | 2010-11-06", "Pacific/Apia | 2 | 2011-12-31")
                .allMatch(move -> move.contains(" | -1 | ") || move.contains(" | 2 | "));
    }

    @Test
    void theEnginesRangeHoldsEveryInstantOfItsDay() {
        assertThat(ClockChanges.outOfRange(MART.source)).isEmpty();
        assertThat(ClockChanges.outOfSlice(MART.source)).isEmpty();
    }

    /** By the engine's own statements: what it reads for a slice or a window is all of it. */
    @Test
    void slicesAndWindowsRecomputeEachInstantOnce() throws SQLException {
        MART.change(
                """
                -- since before the date line was last moved; the rules of today repeat themselves
                create table days.sold as
                select * from days.instant where at >= '1990-01-01' and at < '2027-01-01';
                insert into event (event_id, tenant_id, name, timezone, currency, status, updated_at)
                select row_number() over (order by z.zone), 'acme', z.zone, z.zone, 'EUR', 'live', now()
                from (select distinct zone from days.sold) as z;
                insert into ticket_order (order_id, event_id, status, ordered_at, paid_at, amount,
                    tax_amount, fee_amount, updated_at)
                select row_number() over (order by i.zone, i.at), e.event_id, 'paid', i.at, i.at, 1, 0, 0, now()
                from days.sold as i
                join event as e on e.timezone = i.zone;
                analyze event;
                analyze ticket_order;
                """);
        TreeMap<String, Long> expected = new TreeMap<>();
        for (String row :
                MART.source.rows(
                        "select event_id, day, count(*) from days.sold as i join events.event as e on e.timezone = i.zone group by 1, 2")) {
            String[] values = row.split(" \\| ");
            expected.put(values[0] + " " + values[1], Long.parseLong(values[2]));
        }

        assertThat(ordersBySlice(slices(expected))).isEqualTo(expected);
        assertThat(ordersBySlice(years())).isEqualTo(expected);
    }

    private static List<Narrowing> slices(TreeMap<String, Long> bySlice) {
        List<Slice> slices = new ArrayList<>();
        for (String slice : bySlice.keySet()) {
            String[] values = slice.split(" ");
            slices.add(new Slice("acme", Long.parseLong(values[0]), LocalDate.parse(values[1])));
        }
        List<Narrowing> narrowings = new ArrayList<>();
        for (int from = 0; from < slices.size(); from += 5_000) {
            narrowings.add(
                    new Narrowing.Slices(
                            slices.subList(from, Math.min(from + 5_000, slices.size()))));
        }
        return narrowings;
    }

    private static List<Narrowing> years() {
        List<Narrowing> years = new ArrayList<>();
        for (LocalDate from = LocalDate.of(1989, 1, 1);
                from.getYear() < 2028;
                from = from.plusYears(1)) {
            years.add(
                    new Narrowing.Window(
                            Optional.of(from), Optional.of(from.plusYears(1)), Optional.empty()));
        }
        return years;
    }

    private static TreeMap<String, Long> ordersBySlice(List<Narrowing> narrowings)
            throws SQLException {
        CompleteStatement statements =
                new CompleteStatement(EventsMart.MART, "events", UnknownZones.none());
        TreeMap<String, Long> orders = new TreeMap<>();
        try (Connection store = MART.store.connect();
                Connection source = MART.source.connect();
                var statement = source.createStatement()) {
            MetricTable table = MetricTable.read(store, VIEW);
            statement.execute("set time zone 'UTC'; set jit = off");
            for (Narrowing narrowing : narrowings) {
                try (var result =
                        statement.executeQuery(
                                "select event_id, day, orders_paid from ("
                                        + statements.rows(VIEW, narrowing, table)
                                        + ") as r")) {
                    while (result.next()) {
                        orders.merge(
                                result.getLong(1) + " " + result.getString(2),
                                result.getLong(3),
                                Long::sum);
                    }
                }
            }
        }
        return orders;
    }
}
