package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import org.junit.jupiter.api.Test;

/** Lifetime sums of the daily rows, and the days on which something moved or was sold. */
class EventTotalsViewIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void addsUpEveryDailyMeasure() {
        rows.event(1)
                .order(
                        10,
                        1,
                        "paid_at=2024-01-10T12:00Z",
                        "cancelled_at=2024-01-12T12:00Z",
                        "amount=50.25",
                        "tax_amount=8.10",
                        "fee_amount=1.05")
                .ticket(100, 10, 1, "cancelled_at=2024-01-12T12:00Z")
                .ticket(101, 10, 1, "cancelled_at=2024-01-13T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z", "amount=20.5", "tax_amount=.9")
                .ticket(110, 11, 1)
                .ticket(111, 11, 1, "status=void")
                .refund(1, 10, 1, "2024-01-15T12:00Z", "amount=30.125")
                .refund(2, 10, 1, "2024-01-16T12:00Z", "amount=40")
                .refund(3, 10, 1, "2024-01-17T12:00Z", "status=reversed");

        mart.run();

        // gross 50.25 + 20.5, tax 8.10 + 0.9, refunded 30.125 + 40; sold: 100, 101 and 110;
        // unmapped: ticket 111 and refund 3, which is a movement like the others
        assertThat(table())
                .isEqualTo(
                        "acme 1 | orders_paid=2 gross_amount=70.7500 tax_amount=9.0000"
                                + " fee_amount=1.0500 tickets_sold=3 tickets_cancelled=2"
                                + " orders_cancelled=1 refund_count=2 refunded_amount=70.1250"
                                + " unmapped_count=2 first_movement_day=2024-01-10"
                                + " last_movement_day=2024-01-17 first_sale_day=2024-01-10"
                                + " last_sale_day=2024-01-11\n");
    }

    @Test
    void takesARowOfZerosForNoMovement() {
        rows.event(1)
                .order(10, 1, "cancelled_at=2024-01-08T12:00Z")
                .refund(1, 10, 1, "2024-01-09T12:00Z", "amount=5")
                .order(11, 1, "paid_at=2024-01-10T12:00Z", "amount=0")
                .refund(2, 11, 1, "2024-01-12T12:00Z", "status=pending")
                .event(2)
                .order(20, 2, "cancelled_at=2024-01-08T12:00Z")
                .event(3);

        mart.run();

        // event 1: the 8th and the 12th hold zeros only; the refund of the 9th is the first
        // movement, the free order of the 10th the only sale. Event 2: zeros only. Event 3: no day.
        assertThat(table())
                .isEqualTo(
                        "acme 1 | orders_paid=1 refund_count=1 refunded_amount=5.0000"
                                + " first_movement_day=2024-01-09 last_movement_day=2024-01-10"
                                + " first_sale_day=2024-01-10 last_sale_day=2024-01-10\n"
                                + "acme 2 |\n");
    }

    @Test
    void takesCancellationsAlsoForMovements() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z", "cancelled_at=2024-01-20T12:00Z")
                .event(2)
                .order(20, 2, "paid_at=2024-01-10T12:00Z")
                .ticket(200, 20, 2, "cancelled_at=2024-01-21T12:00Z");

        mart.run();

        assertThat(table())
                .isEqualTo(
                        "acme 1 | orders_paid=1 gross_amount=10.0000 orders_cancelled=1"
                                + " first_movement_day=2024-01-10 last_movement_day=2024-01-20"
                                + " first_sale_day=2024-01-10 last_sale_day=2024-01-10\n"
                                + "acme 2 | orders_paid=1 gross_amount=10.0000 tickets_sold=1"
                                + " tickets_cancelled=1 first_movement_day=2024-01-10"
                                + " last_movement_day=2024-01-21 first_sale_day=2024-01-10"
                                + " last_sale_day=2024-01-10\n");
    }

    private String table() {
        return MetricText.of(mart, "event_totals");
    }
}
