package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import org.junit.jupiter.api.Test;

/** The numbered edge cases of the mart's requirements that one state of the source shows. */
class EventsEdgeCasesIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void case01PaymentsAroundLondonsClockChangeFallOnTheirLocalDays() {
        rows.event(1, "timezone=Europe/London")
                .order(10, 1, "paid_at=2024-03-30T23:30Z", "amount=1")
                .order(11, 1, "paid_at=2024-03-31T00:30Z", "amount=2")
                .order(12, 1, "paid_at=2024-03-31T23:30Z", "amount=4")
                .order(13, 1, "paid_at=2024-04-01T00:30Z", "amount=8");

        mart.run();

        // The clock goes forward at 01:00 UTC of 31 March: until then midnight is 00:00 UTC, which
        // parts the first two; then it is 23:00 UTC, so the last two fall on 1 April: 4 + 8.
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-03-30 EUR | orders_paid=1 gross_amount=1.0000
                        acme 1 2024-03-31 EUR | orders_paid=1 gross_amount=2.0000
                        acme 1 2024-04-01 EUR | orders_paid=2 gross_amount=12.0000
                        """);
    }

    @Test
    void case02DaysOf25And23HoursHoldAllTheirHours() {
        rows.event(1, "timezone=Europe/Berlin")
                // 27 October 2024 runs from 22:00 UTC to 23:00 UTC: 25 hours
                .order(10, 1, "paid_at=2024-10-26T21:59:59Z", "amount=1")
                .order(11, 1, "paid_at=2024-10-26T22:00Z", "amount=2")
                .order(12, 1, "paid_at=2024-10-27T22:59:59Z", "amount=4")
                .order(13, 1, "paid_at=2024-10-27T23:00Z", "amount=8")
                // 31 March 2024 runs from 23:00 UTC to 22:00 UTC: 23 hours
                .order(20, 1, "paid_at=2024-03-30T22:59:59Z", "amount=1")
                .order(21, 1, "paid_at=2024-03-30T23:00Z", "amount=2")
                .order(22, 1, "paid_at=2024-03-31T21:59:59Z", "amount=4")
                .order(23, 1, "paid_at=2024-03-31T22:00Z", "amount=8");

        mart.run();

        // 2 + 4 on each of the two days
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-03-30 EUR | orders_paid=1 gross_amount=1.0000
                        acme 1 2024-03-31 EUR | orders_paid=2 gross_amount=6.0000
                        acme 1 2024-04-01 EUR | orders_paid=1 gross_amount=8.0000
                        acme 1 2024-10-26 EUR | orders_paid=1 gross_amount=1.0000
                        acme 1 2024-10-27 EUR | orders_paid=2 gross_amount=6.0000
                        acme 1 2024-10-28 EUR | orders_paid=1 gross_amount=8.0000
                        """);
    }

    @Test
    void case03RefundOnDay9LeavesDay1Unchanged() {
        rows.event(1).order(10, 1, "paid_at=2024-01-01T12:00Z", "amount=100");
        mart.run();
        String paidDay = rowVersions("day = '2024-01-01'");
        rows.refund(1, 10, 1, "2024-01-09T12:00Z", "amount=100");

        mart.run();

        // net of the 9th: 0 - 100
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-01-01 EUR | orders_paid=1 gross_amount=100.0000
                        acme 1 2024-01-09 EUR | refund_count=1 refunded_amount=100.0000
                        """);
        assertThat(rowVersions("day = '2024-01-01'")).isEqualTo(paidDay);
    }

    @Test
    void case04PartialRefundsMayExceedTheDaysSales() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-01T12:00Z", "amount=60")
                .refund(1, 10, 1, "2024-01-01T13:00Z", "amount=30.50")
                .refund(2, 10, 1, "2024-01-01T14:00Z", "amount=80");

        mart.run();

        // 30.50 + 80 = 110.50 of 60: nothing is clamped
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        "acme 1 2024-01-01 EUR | orders_paid=1 gross_amount=60.0000"
                                + " refund_count=2 refunded_amount=110.5000\n");
    }

    @Test
    void case05CancelledBeforePaymentCountsNowhere() {
        rows.event(1)
                .order(10, 1, "cancelled_at=2024-01-02T12:00Z", "status=cancelled")
                .ticket(100, 10, 1, "cancelled_at=2024-01-02T12:00Z")
                .order(11, 1, "cancelled_at=2024-01-02T12:00Z", "paid_at=2024-01-03T12:00Z")
                .ticket(110, 11, 1, "cancelled_at=2024-01-02T12:00Z");

        mart.run();

        // order 10 was never paid; order 11 was paid nevertheless, its cancellation and its
        // cancelled ticket count nowhere: a row of zeros on the 2nd
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-01-02 EUR |
                        acme 1 2024-01-03 EUR | orders_paid=1 gross_amount=10.0000
                        """);
        assertThat(table("event_totals"))
                .isEqualTo(
                        "acme 1 | orders_paid=1 gross_amount=10.0000 first_movement_day=2024-01-03"
                                + " last_movement_day=2024-01-03 first_sale_day=2024-01-03"
                                + " last_sale_day=2024-01-03\n");
    }

    @Test
    void case06CancelledAfterPaymentWithoutRefundKeepsItsGross() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-01T12:00Z", "cancelled_at=2024-01-02T12:00Z")
                .ticket(100, 10, 1);

        mart.run();

        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-01-01 EUR | orders_paid=1 gross_amount=10.0000 tickets_sold=1
                        acme 1 2024-01-02 EUR | orders_cancelled=1
                        """);
    }

    @Test
    void case07PaidWithoutPaidAtIsNamedByEveryRunUntilMended() {
        rows.event(1)
                .order(10, 1, "status=paid")
                .order(11, 1, "status=paid", "paid_at=2024-01-01T12:00Z");

        RunReport first = mart.run();
        RunReport second = mart.run();
        RunReport compared = mart.verify(false);

        for (RunReport report : java.util.List.of(first, second, compared)) {
            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(report.badRows())
                    .extracting(bad -> bad.check() + " " + bad.key() + ": " + bad.reason())
                    .containsExactly(
                            "order_paid_without_paid_at 10: order has status paid but no paid_at");
        }
        assertThat(table("event_daily_sales"))
                .isEqualTo("acme 1 2024-01-01 EUR | orders_paid=1 gross_amount=10.0000\n");

        mart.change(
                "update ticket_order set paid_at = '2024-01-02T12:00Z', updated_at = clock_timestamp()"
                        + " where order_id = 10");
        RunReport mended = mart.run();

        assertThat(mended.exitCode()).isZero();
        assertThat(mended.badRows()).isEmpty();
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-01-01 EUR | orders_paid=1 gross_amount=10.0000
                        acme 1 2024-01-02 EUR | orders_paid=1 gross_amount=10.0000
                        """);
    }

    @Test
    void case08TicketsOfAFreeOrderCount() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-01T12:00Z", "amount=0")
                .ticket(100, 10, 1, "price=0")
                .ticket(101, 10, 1, "price=0");

        mart.run();

        assertThat(table("event_daily_sales"))
                .isEqualTo("acme 1 2024-01-01 EUR | orders_paid=1 tickets_sold=2\n");
    }

    /**
     * Where the rows of daily sales stand in the store: other values mean that they were rewritten.
     */
    private String rowVersions(String condition) {
        return mart.store
                .rows("select xmin, ctid from events.event_daily_sales where " + condition)
                .toString();
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
