package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The numbered edge cases of what changes between two runs. */
class EventsChangeEdgeCasesIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void case10MovedToAnotherZoneThenToAnotherTenant() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T20:00Z", "amount=1")
                .order(11, 1, "paid_at=2024-01-12T20:00Z", "amount=2")
                .event(2)
                .order(20, 2, "paid_at=2024-01-10T20:00Z", "amount=4");
        mart.run();
        List<String> otherEvent = rowVersions(2);

        mart.change(
                "update event set timezone = 'Pacific/Auckland', updated_at = clock_timestamp()"
                        + " where event_id = 1");
        RunReport zone = mart.run();

        // at +13 both days are one later; the old ones disappear
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-01-11 EUR | orders_paid=1 gross_amount=1.0000
                        acme 1 2024-01-13 EUR | orders_paid=1 gross_amount=2.0000
                        acme 2 2024-01-10 EUR | orders_paid=1 gross_amount=4.0000
                        """);
        // daily and quarter hours: 2 old days and 2 new ones; totals: first and last day
        assertThat(replaced(zone))
                .containsExactlyInAnyOrder(
                        "event_daily_sales 4",
                        "event_sales_quarter_hour 4",
                        "event_directory 1",
                        "event_totals 1");

        mart.change(
                "update event set tenant_id = 'bravo', updated_at = clock_timestamp()"
                        + " where event_id = 1");
        RunReport tenant = mart.run();

        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 2 2024-01-10 EUR | orders_paid=1 gross_amount=4.0000
                        bravo 1 2024-01-11 EUR | orders_paid=1 gross_amount=1.0000
                        bravo 1 2024-01-13 EUR | orders_paid=1 gross_amount=2.0000
                        """);
        // every slice under the old tenant and every one under the new
        assertThat(replaced(tenant))
                .containsExactlyInAnyOrder(
                        "event_daily_sales 4",
                        "event_sales_quarter_hour 4",
                        "event_directory 2",
                        "event_totals 2");
        assertThat(rowVersions(2)).isEqualTo(otherEvent);
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void case11MovedOrdersAreRepairedOnBothSides() {
        rows.event(1)
                .event(2)
                .order(10, 1, "paid_at=2024-01-10T12:00Z", "amount=1")
                .order(11, 1, "paid_at=2024-01-11T12:00Z", "amount=2")
                .order(12, 1, "paid_at=2024-01-12T12:00Z", "amount=4");
        mart.run();
        mart.change(
                "update ticket_order set event_id = 2, updated_at = clock_timestamp() where order_id = 10");
        mart.change(
                "update ticket_order set paid_at = '2024-01-21T12:00Z', updated_at = clock_timestamp()"
                        + " where order_id = 11");
        mart.change(
                "update ticket_order set paid_at = null, updated_at = clock_timestamp() where order_id = 12");

        mart.run();

        // where 10 and 11 went is in; where they and 12 came from nothing marks
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-01-10 EUR | orders_paid=1 gross_amount=1.0000
                        acme 1 2024-01-11 EUR | orders_paid=1 gross_amount=2.0000
                        acme 1 2024-01-12 EUR | orders_paid=1 gross_amount=4.0000
                        acme 1 2024-01-21 EUR | orders_paid=1 gross_amount=2.0000
                        acme 2 2024-01-10 EUR | orders_paid=1 gross_amount=1.0000
                        """);
        assertRepaired(
                "event_daily_sales 1 2024-01-10 currency=EUR *: row -> -",
                "event_daily_sales 1 2024-01-11 currency=EUR *: row -> -",
                "event_daily_sales 1 2024-01-12 currency=EUR *: row -> -",
                "event_sales_quarter_hour 1 2024-01-10 quarter_hour=2024-01-10 12:00:00+00 *: row -> -",
                "event_sales_quarter_hour 1 2024-01-11 quarter_hour=2024-01-11 12:00:00+00 *: row -> -",
                "event_sales_quarter_hour 1 2024-01-12 quarter_hour=2024-01-12 12:00:00+00 *: row -> -");
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-01-21 EUR | orders_paid=1 gross_amount=2.0000
                        acme 2 2024-01-10 EUR | orders_paid=1 gross_amount=1.0000
                        """);
    }

    @Test
    void case12AHardDeletedRefundIsRepaired() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .refund(1, 10, 1, "2024-01-10T13:00Z", "amount=3")
                .refund(2, 10, 1, "2024-01-10T14:00Z", "amount=5");
        mart.run();
        mart.change("delete from refund where refund_id = 1");

        assertThat(mart.run().slicesReplaced()).isZero();

        assertRepaired(
                "event_daily_sales 1 2024-01-10 currency=EUR refund_count: 2 -> 1",
                "event_daily_sales 1 2024-01-10 currency=EUR refunded_amount: 8.0000 -> 5.0000");
    }

    @Test
    void case13TheSameChangeDeliveredTwiceHasNoEffect() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z").ticket(100, 10, 1);
        mart.run();
        String change =
                "update ticket_order set amount = 12, updated_at = clock_timestamp() where order_id = 10";
        mart.change(change);
        mart.run();
        List<String> once = rowVersions(1);
        mart.change(change);

        RunReport report = mart.run();

        assertThat(report.views())
                .filteredOn(view -> view.due() > 0)
                .extracting(RunReport.ViewResult::view)
                .contains("event_daily_sales");
        assertThat(report.slicesReplaced()).isZero();
        assertThat(rowVersions(1)).isEqualTo(once);
    }

    @Test
    void case14AChangeStampedBeforeAndCommittedAfterTheSnapshotIsInTheNextRun()
            throws SQLException {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        try (Connection late = mart.source.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute(
                    "update events.ticket_order set amount = 99, updated_at = clock_timestamp()");
            rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
            mart.run();
            // the newest stamp published is younger than the late one
            assertThat(table("event_daily_sales"))
                    .isEqualTo(
                            """
                            acme 1 2024-01-10 EUR | orders_paid=1 gross_amount=10.0000
                            acme 1 2024-01-11 EUR | orders_paid=1 gross_amount=10.0000
                            """);
            late.commit();
        }

        mart.run();

        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-01-10 EUR | orders_paid=1 gross_amount=99.0000
                        acme 1 2024-01-11 EUR | orders_paid=1 gross_amount=10.0000
                        """);
    }

    @Test
    void case19APlainSaleLeavesTheDaysCancellationAndRefundInPlace() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-08T12:00Z", "cancelled_at=2024-01-10T08:00Z")
                .ticket(100, 10, 1, "cancelled_at=2024-01-10T08:00Z")
                .order(11, 1, "paid_at=2024-01-09T12:00Z")
                .refund(1, 11, 1, "2024-01-10T09:00Z", "amount=6");
        mart.run();
        rows.order(12, 1, "paid_at=2024-01-10T12:00Z", "amount=25").ticket(120, 12, 1);

        mart.run();

        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-01-08 EUR | orders_paid=1 gross_amount=10.0000 tickets_sold=1
                        acme 1 2024-01-09 EUR | orders_paid=1 gross_amount=10.0000
                        acme 1 2024-01-10 EUR | orders_paid=1 gross_amount=25.0000 tickets_sold=1 tickets_cancelled=1 orders_cancelled=1 refund_count=1 refunded_amount=6.0000
                        """);
    }

    /** Verification exits 4 and names just these; repair mends them; the next one finds nothing. */
    private void assertRepaired(String... drift) {
        RunReport found = mart.verify(false);
        assertThat(found.exitCode()).isEqualTo(4);
        assertThat(found.drift())
                .extracting(EventsChangeEdgeCasesIntegrationTest::text)
                .containsExactly(drift);
        assertThat(mart.verify(true).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
        RunReport next = mart.verify(false);
        assertThat(next.exitCode()).isZero();
        assertThat(next.driftCount()).isZero();
    }

    private static String text(RunReport.Drift drift) {
        return "%s %d %s %s %s: %s -> %s"
                .formatted(
                        drift.view(),
                        drift.entityId(),
                        drift.day(),
                        drift.rowKey(),
                        drift.column(),
                        drift.stored(),
                        drift.expected() == null ? "-" : drift.expected());
    }

    private static Stream<String> replaced(RunReport report) {
        return report.views().stream()
                .filter(view -> view.slices() > 0)
                .map(view -> view.view() + " " + view.slices());
    }

    /** Where an event's rows stand in the store: other values mean that they were rewritten. */
    private List<String> rowVersions(long eventId) {
        return EventsMart.MART.views().stream()
                .map(view -> "events." + view.stem())
                .flatMap(
                        table ->
                                mart
                                        .store
                                        .rows(
                                                "select '%1$s', xmin, ctid from %1$s where event_id = %2$d order by ctid"
                                                        .formatted(table, eventId))
                                        .stream())
                .toList();
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
