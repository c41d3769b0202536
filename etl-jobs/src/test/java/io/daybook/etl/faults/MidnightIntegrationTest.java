package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import org.junit.jupiter.api.Test;

/** Many rows of one instant at an edge: the midnight of a day, or the horizon of a run. */
class MidnightIntegrationTest {

    private static final String HUNDRED_ORDERS =
            """
            insert into ticket_order
                (order_id, event_id, status, ordered_at, paid_at, amount, tax_amount, fee_amount,
                    updated_at)
            select %d + n, 1, 'paid', timestamptz '2024-01-01T00:00Z', timestamptz '%s', 1, 0, 0,
                timestamptz '%s'
            from generate_series(1, 100) as n
            """;

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    /** In Berlin 10 March 2024 begins at 23:00 UTC of the 9th. */
    @Test
    void aHundredOrdersOnEachSideOfMidnightFallOnTheirOwnDays() {
        rows.event(1, "timezone=Europe/Berlin");
        mart.run();
        String now = mart.source.value("select clock_timestamp()");
        mart.change(HUNDRED_ORDERS.formatted(1000, "2024-03-09T22:59:59.999999Z", now));
        mart.change(HUNDRED_ORDERS.formatted(2000, "2024-03-09T23:00:00Z", now));

        mart.run();

        assertThat(mart.table("event_daily_sales", "event_id", "day", "orders_paid"))
                .containsExactly("1 | 2024-03-09 | 100", "1 | 2024-03-10 | 100");
        assertThat(mart.differences()).isEmpty();

        // each day by itself, through the window of a backfill
        for (String day : new String[] {"2024-03-09", "2024-03-10"}) {
            mart.change("update ticket_order set amount = amount + 1");
            mart.backfill(java.time.LocalDate.parse(day), java.time.LocalDate.parse(day));
        }
        assertThat(mart.table("event_daily_sales", "event_id", "day", "gross_amount"))
                .containsExactly("1 | 2024-03-09 | 200.0000", "1 | 2024-03-10 | 300.0000");
    }

    @Test
    void aHundredChangesStampedWithTheHorizonItselfAreAllFound() {
        rows.event(1);
        mart.run();
        String horizon = mart.store.value("select horizon from daybook.mart_state");
        mart.change(HUNDRED_ORDERS.formatted(1000, "2024-03-09T12:00Z", horizon));

        mart.run();

        assertThat(mart.table("event_daily_sales", "event_id", "day", "orders_paid"))
                .containsExactly("1 | 2024-03-09 | 100");
    }
}
