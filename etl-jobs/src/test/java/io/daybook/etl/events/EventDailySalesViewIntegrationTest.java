package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import org.junit.jupiter.api.Test;

/** Three clocks kept apart: sales on the paid day, cancellations and refunds on their own. */
class EventDailySalesViewIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void addsUpTheOrdersPaidOnALocalDay() {
        rows.event(1, "timezone=Europe/London")
                .order(10, 1, "paid_at=2024-01-10T00:00Z", "amount=100.10", "tax_amount=16.02")
                .ticket(100, 10, 1)
                .ticket(101, 10, 1)
                .order(
                        11,
                        1,
                        "paid_at=2024-01-10T23:59:59.999999Z",
                        "amount=20.05",
                        "fee_amount=.5")
                .ticket(110, 11, 1, "status=checked_in")
                .order(12, 1, "paid_at=2024-01-11T00:00Z", "amount=7");

        mart.run();

        // 100.10 + 20.05 = 120.15; the last microsecond of the 10th is in, midnight is not
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 EUR | orders_paid=2 gross_amount=120.1500 tax_amount=16.0200 fee_amount=0.5000 tickets_sold=3
                        acme 1 2024-01-11 EUR | orders_paid=1 gross_amount=7.0000
                        """);
    }

    @Test
    void countsAnOrderAsPaidByPaidAtAlone() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z", "status=pending")
                .order(11, 1, "paid_at=2024-01-10T12:00Z", "status=paid")
                .order(12, 1, "paid_at=2024-01-10T12:00Z", "status=cancelled")
                .order(13, 1, "paid_at=2024-01-10T12:00Z", "status=expired")
                .order(14, 1, "paid_at=2024-01-10T12:00Z", "status=on hold")
                .order(15, 1, "status=expired")
                .ticket(150, 15, 1);

        mart.run();

        // five of amount 10, whatever their status; order 15 has no paid_at, so no day
        assertThat(table())
                .isEqualTo("acme 1 2024-01-10 EUR | orders_paid=5 gross_amount=50.0000\n");
    }

    @Test
    void keepsSaleCancellationsAndRefundOnTheirOwnDays() {
        rows.event(1)
                .order(
                        10,
                        1,
                        "paid_at=2024-01-10T12:00Z",
                        "cancelled_at=2024-01-14T12:00Z",
                        "amount=50")
                .ticket(100, 10, 1, "cancelled_at=2024-01-12T12:00Z")
                .ticket(101, 10, 1)
                .refund(1000, 10, 1, "2024-01-18T12:00Z", "amount=50");

        mart.run();

        // ticket 101 stays sold: cancelling an order cancels no ticket
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 EUR | orders_paid=1 gross_amount=50.0000 tickets_sold=2
                        acme 1 2024-01-12 EUR | tickets_cancelled=1
                        acme 1 2024-01-14 EUR | orders_cancelled=1
                        acme 1 2024-01-18 EUR | refund_count=1 refunded_amount=50.0000
                        """);
    }

    @Test
    void countsATicketCancelledBeforePaymentNowhere() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .ticket(100, 10, 1, "cancelled_at=2024-01-09T12:00Z")
                .ticket(101, 10, 1, "cancelled_at=2024-01-10T11:59:59.999999Z")
                .ticket(102, 10, 1, "cancelled_at=2024-01-10T12:00Z")
                .ticket(103, 10, 1, "cancelled_at=2024-01-11T00:00Z")
                .ticket(104, 10, 1, "status=cancelled")
                .order(11, 1)
                .ticket(110, 11, 1, "cancelled_at=2024-01-12T12:00Z");

        mart.run();

        // sold: 102, 103 and 104 (no cancelled_at, so not cancelled). Cancelled at or after
        // payment: 102 and 103. The slices of 100 and 110 (never paid) are rows of zeros.
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-09 EUR |
                        acme 1 2024-01-10 EUR | orders_paid=1 gross_amount=10.0000 tickets_sold=3 tickets_cancelled=1
                        acme 1 2024-01-11 EUR | tickets_cancelled=1
                        acme 1 2024-01-12 EUR |
                        """);
    }

    @Test
    void countsAnOrderCancelledBeforePaymentAsPaidAndItsCancellationNowhere() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z", "cancelled_at=2024-01-09T12:00Z")
                .order(
                        11,
                        1,
                        "paid_at=2024-01-10T12:00Z",
                        "cancelled_at=2024-01-10T11:59:59.999999Z")
                .order(12, 1, "paid_at=2024-01-10T12:00Z", "cancelled_at=2024-01-10T12:00Z")
                .order(13, 1, "paid_at=2024-01-10T12:00Z", "cancelled_at=2024-01-11T00:00Z")
                .order(14, 1, "cancelled_at=2024-01-12T12:00Z");

        mart.run();

        // 10 to 13 are paid: 40. Cancelled at or after payment: 12 on the 10th, 13 on the 11th.
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-09 EUR |
                        acme 1 2024-01-10 EUR | orders_paid=4 gross_amount=40.0000 orders_cancelled=1
                        acme 1 2024-01-11 EUR | orders_cancelled=1
                        acme 1 2024-01-12 EUR |
                        """);
    }

    @Test
    void refundsOnlyWhatSucceeded() {
        rows.event(1)
                .order(10, 1)
                .refund(1, 10, 1, "2024-01-10T12:00Z", "amount=1.10")
                .refund(2, 10, 1, "2024-01-10T12:00Z", "amount=2.20")
                .refund(3, 10, 1, "2024-01-10T12:00Z", "amount=4", "status=pending")
                .refund(4, 10, 1, "2024-01-10T12:00Z", "amount=8", "status=failed")
                .refund(5, 10, 1, "2024-01-11T12:00Z", "amount=16", "status=reversed")
                .refund(6, 10, 1, "2024-01-11T12:00Z", "amount=32", "status=Succeeded");

        mart.run();

        // 1.10 + 2.20 = 3.30; the statuses of 5 and 6 are unknown: counted, no amount anywhere
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 EUR | refund_count=2 refunded_amount=3.3000
                        acme 1 2024-01-11 EUR | unmapped_count=2
                        """);
    }

    @Test
    void countsATicketOfUnknownStatusOnceOnItsOrdersPaidDay() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .ticket(100, 10, 1, "status=void")
                .ticket(101, 10, 1, "status=void", "cancelled_at=2024-01-09T12:00Z")
                .ticket(102, 10, 1, "status=Valid", "cancelled_at=2024-01-11T12:00Z")
                .ticket(103, 10, 1)
                .order(11, 1)
                .ticket(110, 11, 1, "status=void");

        mart.run();

        // unmapped: 100, 101 and 102, cancelled or not; 110 has no paid day
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-09 EUR |
                        acme 1 2024-01-10 EUR | orders_paid=1 gross_amount=10.0000 tickets_sold=1 unmapped_count=3
                        acme 1 2024-01-11 EUR |
                        """);
    }

    private String table() {
        return MetricText.of(mart, "event_daily_sales");
    }
}
