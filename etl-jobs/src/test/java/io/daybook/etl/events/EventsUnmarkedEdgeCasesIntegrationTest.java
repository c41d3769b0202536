package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import org.junit.jupiter.api.Test;

/** The numbered edge cases that leave no mark on the slice they leave: verification finds them. */
class EventsUnmarkedEdgeCasesIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

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

    /** Verification exits 4 and names just these; repair mends them; the next one finds nothing. */
    private void assertRepaired(String... drift) {
        RunReport found = mart.verify(false);
        assertThat(found.exitCode()).isEqualTo(4);
        assertThat(found.drift())
                .extracting(EventsUnmarkedEdgeCasesIntegrationTest::text)
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

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
