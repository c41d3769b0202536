package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import org.junit.jupiter.api.Test;

/** Velocity: what was sold in each quarter hour, an instant in UTC. */
class EventSalesQuarterHourViewIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void beginsAQuarterHourAtEachOfItsFourMinutes() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T09:00Z", "amount=1")
                .order(11, 1, "paid_at=2024-01-10T09:14:59.999999Z", "amount=2")
                .order(12, 1, "paid_at=2024-01-10T09:15Z", "amount=4")
                .order(13, 1, "paid_at=2024-01-10T09:30Z", "amount=8")
                .order(14, 1, "paid_at=2024-01-10T09:45Z", "amount=16")
                .order(15, 1, "paid_at=2024-01-10T09:59:59Z", "amount=32")
                .order(16, 1, "amount=64");

        mart.run();

        // 1 + 2 = 3 in the first, 16 + 32 = 48 in the last; order 16 was never paid
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 2024-01-10 09:00:00+00 | orders_paid=2 gross_amount=3.0000
                        acme 1 2024-01-10 2024-01-10 09:15:00+00 | orders_paid=1 gross_amount=4.0000
                        acme 1 2024-01-10 2024-01-10 09:30:00+00 | orders_paid=1 gross_amount=8.0000
                        acme 1 2024-01-10 2024-01-10 09:45:00+00 | orders_paid=2 gross_amount=48.0000
                        """);
    }

    @Test
    void fallsOnTheLocalDayAlsoWhereZonesAreHalfOrThreeQuarterHoursOff() {
        rows.event(1, "timezone=Asia/Kolkata")
                .event(2, "timezone=Asia/Kathmandu")
                .order(10, 1, "paid_at=2024-01-10T18:29:59Z")
                .order(11, 1, "paid_at=2024-01-10T18:30Z")
                .order(20, 2, "paid_at=2024-01-10T18:14:59Z")
                .order(21, 2, "paid_at=2024-01-10T18:15Z");

        mart.run();

        // midnight is 18:30 UTC at +05:30 and 18:15 UTC at +05:45
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 2024-01-10 18:15:00+00 | orders_paid=1 gross_amount=10.0000
                        acme 1 2024-01-11 2024-01-10 18:30:00+00 | orders_paid=1 gross_amount=10.0000
                        acme 2 2024-01-10 2024-01-10 18:00:00+00 | orders_paid=1 gross_amount=10.0000
                        acme 2 2024-01-11 2024-01-10 18:15:00+00 | orders_paid=1 gross_amount=10.0000
                        """);
    }

    @Test
    void tellsTheTwoQuarterHoursOfARepeatedLocalTimeApart() {
        rows.event(1, "timezone=Europe/Berlin")
                .order(10, 1, "paid_at=2024-10-27T00:30Z")
                .order(11, 1, "paid_at=2024-10-27T01:30Z");

        mart.run();

        // both 02:30 on the clock in Berlin, before and after it was set back
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-10-27 2024-10-27 00:30:00+00 | orders_paid=1 gross_amount=10.0000
                        acme 1 2024-10-27 2024-10-27 01:30:00+00 | orders_paid=1 gross_amount=10.0000
                        """);
    }

    @Test
    void sellsTheTicketsThatDailySalesSells() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z", "cancelled_at=2024-01-10T13:00Z")
                .ticket(100, 10, 1)
                .ticket(101, 10, 1, "cancelled_at=2024-01-10T11:59Z")
                .ticket(102, 10, 1, "cancelled_at=2024-01-10T12:00Z")
                .ticket(103, 10, 1, "cancelled_at=2024-01-10T13:00Z")
                .ticket(104, 10, 1, "status=void")
                .refund(1, 10, 1, "2024-01-10T14:00Z");

        mart.run();

        // 100, 102 and 103: neither cancelled before payment nor of unknown status. Cancellations
        // and refunds make no quarter hour.
        assertThat(table())
                .isEqualTo(
                        "acme 1 2024-01-10 2024-01-10 12:00:00+00 |"
                                + " orders_paid=1 gross_amount=10.0000 tickets_sold=3\n");
    }

    private String table() {
        return MetricText.of(mart, "event_sales_quarter_hour");
    }
}
