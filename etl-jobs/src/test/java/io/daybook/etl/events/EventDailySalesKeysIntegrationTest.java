package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import org.junit.jupiter.api.Test;

/** The keys of a daily row: tenant, event, its local day and its one currency; exact money. */
class EventDailySalesKeysIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void datesAPaymentInTheZoneOfItsEvent() {
        rows.event(1, "timezone=Pacific/Kiritimati", "currency=AUD")
                .event(2, "timezone=Pacific/Pago_Pago", "currency=USD", "tenant_id=bravo")
                .order(10, 1, "paid_at=2024-01-10T10:00Z")
                .order(11, 1, "paid_at=2024-01-10T09:59:59Z")
                .order(20, 2, "paid_at=2024-01-10T10:59:59Z")
                .order(21, 2, "paid_at=2024-01-10T11:00Z");

        mart.run();

        // UTC+14: midnight is 10:00 UTC; UTC-11: midnight is 11:00 UTC
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 AUD | orders_paid=1 gross_amount=10.0000
                        acme 1 2024-01-11 AUD | orders_paid=1 gross_amount=10.0000
                        bravo 2 2024-01-09 USD | orders_paid=1 gross_amount=10.0000
                        bravo 2 2024-01-10 USD | orders_paid=1 gross_amount=10.0000
                        """);
    }

    @Test
    void keepsFourDecimalsExactly() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z", "amount=1.2390", "tax_amount=0.0001")
                .order(11, 1, "paid_at=2024-01-10T12:00Z", "amount=0.1", "fee_amount=0.0333")
                .order(12, 1, "paid_at=2024-01-10T12:00Z", "amount=99999999999999.9999")
                .refund(1, 10, 1, "2024-01-10T12:00Z", "amount=0.0001");

        mart.run();

        // 1.2390 + 0.1 + 99999999999999.9999 = 100000000000001.3389
        assertThat(table())
                .isEqualTo(
                        "acme 1 2024-01-10 EUR | orders_paid=3 gross_amount=100000000000001.3389"
                                + " tax_amount=0.0001 fee_amount=0.0333"
                                + " refund_count=1 refunded_amount=0.0001\n");
    }

    @Test
    void sellsATicketUnderItsOrdersEventAndCancelsItUnderItsOwn() {
        rows.event(1)
                .event(2)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .ticket(100, 10, 2, "cancelled_at=2024-01-10T13:00Z")
                .refund(1, 10, 2, "2024-01-10T14:00Z", "amount=3");

        assertThat(mart.run().badRows())
                .extracting(bad -> bad.check() + " " + bad.key())
                .containsExactly("refund_event_differs 1", "ticket_event_differs 100");
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 EUR | orders_paid=1 gross_amount=10.0000 tickets_sold=1
                        acme 2 2024-01-10 EUR | tickets_cancelled=1 refund_count=1 refunded_amount=3.0000
                        """);
    }

    @Test
    void movesAllRowsToTheEventsNewCurrency() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z");
        mart.run();
        mart.change("update event set currency = 'CHF', updated_at = clock_timestamp()");

        mart.run();

        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 CHF | orders_paid=1 gross_amount=10.0000
                        acme 1 2024-01-11 CHF | orders_paid=1 gross_amount=10.0000
                        """);
    }

    private String table() {
        return MetricText.of(mart, "event_daily_sales");
    }
}
