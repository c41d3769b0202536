package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import org.junit.jupiter.api.Test;

/** Sales by distance in local days from the event's start. */
class EventLeadTimeSalesViewIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void countsLocalDaysBeforeAndAfterTheStart() {
        rows.event(1, "timezone=America/New_York", "starts_at=2024-06-11T01:00Z")
                .order(10, 1, "paid_at=2024-06-08T12:00Z", "amount=1")
                .ticket(100, 10, 1)
                .order(11, 1, "paid_at=2024-06-10T03:59:59Z", "amount=2")
                .ticket(110, 11, 1)
                .ticket(111, 11, 1)
                .order(12, 1, "paid_at=2024-06-10T04:00Z", "amount=4")
                .order(13, 1, "paid_at=2024-06-11T02:00Z", "amount=8")
                .order(14, 1, "paid_at=2024-06-12T04:00Z", "amount=16")
                .ticket(140, 14, 1, "cancelled_at=2024-06-13T12:00Z");

        mart.run();

        // It starts at 21:00 of 10 June. Order 10: the 8th, 2 days before; 11: the 9th, 1 day; 12
        // and 13 (one hour after the start): the 10th, 4 + 8; 14: the 12th, 2 days after. The
        // cancellation's day, the 13th, sells nothing.
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 -2 | gross_amount=16.0000 tickets_sold=1
                        acme 1 -3 |
                        acme 1 0 | gross_amount=12.0000
                        acme 1 1 | gross_amount=2.0000 tickets_sold=2
                        acme 1 2 | gross_amount=1.0000 tickets_sold=1
                        """);
    }

    @Test
    void hasNoRowOfAnEventWithoutAStart() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-06-08T12:00Z")
                .event(2, "starts_at=2024-06-10T12:00Z")
                .order(20, 2, "paid_at=2024-06-08T12:00Z");

        mart.run();

        assertThat(table()).isEqualTo("acme 2 2 | gross_amount=10.0000\n");
    }

    @Test
    void followsAStartThatIsSetMovedOrTakenBack() {
        rows.event(1).order(10, 1, "paid_at=2024-06-08T12:00Z");
        mart.run();
        assertThat(table()).isEmpty();

        moveStart("'2024-06-10T12:00Z'");
        assertThat(table()).isEqualTo("acme 1 2 | gross_amount=10.0000\n");

        moveStart("'2024-07-08T12:00Z'");
        assertThat(table()).isEqualTo("acme 1 30 | gross_amount=10.0000\n");

        moveStart("null");
        assertThat(table()).isEmpty();
    }

    private void moveStart(String instant) {
        mart.change(
                "update event set starts_at = %s, updated_at = clock_timestamp()"
                        .formatted(instant));
        mart.run();
    }

    private String table() {
        return MetricText.of(mart, "event_lead_time_sales");
    }
}
