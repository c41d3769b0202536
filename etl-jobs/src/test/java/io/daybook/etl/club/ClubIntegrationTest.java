package io.daybook.etl.club;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.imports.ImportReport;
import io.daybook.etl.testing.PublishedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through import and run to the answers that the exercises publish. */
class ClubIntegrationTest {

    @TempDir Path directory;

    @Test
    void givesThePublishedAnswers() throws IOException, InterruptedException {
        Path data = PublishedData.folder("pgexercises");
        Walk walk = new Walk(directory);
        walk.prepare(data);

        Map<String, ImportReport> reports = walk.importAll();

        assertThat(reports.values()).allMatch(report -> report.exitCode() == 0);
        assertThat(
                        reports.entrySet().stream()
                                .map(one -> one.getKey() + " " + one.getValue().loaded()))
                .containsExactly(
                        "venue 1",
                        "sport 9",
                        // nine facilities on seven weekdays
                        "facility_capacity 63",
                        "member 30",
                        "booking 4044",
                        "transaction 4044");
        assertThat(walk.run().exitCode()).isZero();
        revenuePerFacility(walk, data);
        slotsPerMonth(walk, data);
        utilisationPerMonth(walk);
    }

    private static void revenuePerFacility(Walk walk, Path data) throws IOException {
        List<String> published =
                rows(data, "aggregates_00046250-facrev.csv")
                        .map(row -> row[0] + " " + plain(row[1]))
                        .toList();
        assertThat(published).hasSize(9);
        assertThat(
                        walk
                                .store
                                .rows(
                                        """
                                        select s.sport_name, sum(r.booking_success_amount)
                                        from venues.venue_daily_revenue as r
                                        join venues.venue_sports as s
                                            using (tenant_id, venue_id, sport_id)
                                        where r.currency = 'GBP'
                                        group by s.sport_name
                                        """)
                                .stream()
                                .map(row -> row.split(" \\| "))
                                .map(row -> row[0] + " " + plain(row[1])))
                .containsExactlyInAnyOrderElementsOf(published);
        assertThat(
                        walk.store.value(
                                "select sum(booking_success_amount)"
                                        + " from venues.venue_daily_revenue"))
                .isEqualTo("132584.5000");
    }

    /** Facility 0 is sport 9. */
    private static void slotsPerMonth(Walk walk, Path data) throws IOException {
        List<String> published =
                rows(data, "aggregates_00041875-fachoursbymonth2.csv")
                        .map(
                                row ->
                                        (row[0].equals("0") ? "9" : row[0])
                                                + " | "
                                                + row[1]
                                                + " | "
                                                + row[2])
                        .toList();
        assertThat(published).hasSize(27);
        assertThat(
                        walk.store.rows(
                                """
                                select sport_id, extract(month from day), sum(slots_booked)
                                from venues.venue_daily_bookings
                                where extract(year from day) = 2012
                                group by 1, 2
                                """))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    /**
     * By hand: the published slots of a month divided by 25 slots on each of its 31, 31 and 30
     * days, 775, 775 and 750; e.g. 270 / 775 = 0.34838.
     */
    private static void utilisationPerMonth(Walk walk) {
        assertThat(
                        walk.store.rows(
                                """
                                with
                                bookable as (
                                    select c.sport_id, date_trunc('month', d.day) as month,
                                        sum(c.slots_per_day) as slots
                                    from venues.venue_slot_capacity as c
                                    join generate_series(
                                        timestamp '2012-07-01', timestamp '2012-09-30',
                                        interval '1 day') as d (day)
                                        on extract(isodow from d.day) = c.weekday
                                    group by 1, 2
                                ),
                                booked as (
                                    select sport_id, sport_name, date_trunc('month', day) as month,
                                        sum(slots_booked) as slots
                                    from venues.venue_daily_bookings
                                    group by 1, 2, 3
                                )
                                select b.sport_name,
                                    string_agg(
                                        cast(round(100.0 * b.slots / c.slots, 1) as text), ' '
                                        order by month)
                                from booked as b
                                join bookable as c using (sport_id, month)
                                group by b.sport_name
                                order by 1
                                """))
                .containsExactly(
                        "Badminton Court | 23.2 59.2 76.0",
                        "Massage Room 1 | 34.1 63.5 86.4",
                        "Massage Room 2 | 3.1 10.6 16.3",
                        "Pool Table | 15.1 41.5 62.8",
                        "Snooker Table | 20.1 42.1 56.8",
                        "Squash Court | 21.2 51.6 72.0",
                        "Table Tennis | 13.4 39.2 56.3",
                        "Tennis Court 1 | 34.8 59.2 78.8",
                        "Tennis Court 2 | 26.7 62.3 78.4");
    }

    private static Stream<String[]> rows(Path data, String file) throws IOException {
        return Files.readAllLines(data.resolve("expected").resolve(file)).stream()
                .skip(1)
                .map(line -> line.split(","));
    }

    private static String plain(String amount) {
        return new BigDecimal(amount).stripTrailingZeros().toPlainString();
    }
}
