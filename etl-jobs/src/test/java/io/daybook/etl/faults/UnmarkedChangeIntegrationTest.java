package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of days long final, without a mark: verification names exactly the slices they touch. */
class UnmarkedChangeIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @BeforeEach
    void publishFinalDays() {
        rows.event(1)
                .event(2, "tenant_id=bravo")
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z")
                .order(12, 1, "paid_at=2024-01-12T12:00Z")
                .order(20, 2, "paid_at=2024-01-10T12:00Z")
                .order(21, 2, "paid_at=2024-01-11T12:00Z");
        mart.run();
    }

    @Test
    void aDeletedOrderFlagsItsSlice() {
        mart.change("delete from ticket_order where order_id = 11");

        assertFlagged("acme 1 2024-01-11");
    }

    @Test
    void anOrderMovedToAnotherDayFlagsBothDays() {
        mart.change("update ticket_order set paid_at = '2024-01-20T12:00Z' where order_id = 11");

        assertFlagged("acme 1 2024-01-11", "acme 1 2024-01-20");
    }

    @Test
    void anEventMovedToAnotherTenantFlagsAllItsSlicesOfBothTenants() {
        mart.change("update event set tenant_id = 'charlie' where event_id = 2");

        assertFlagged(
                "bravo 2 2024-01-10",
                "bravo 2 2024-01-11",
                "charlie 2 2024-01-10",
                "charlie 2 2024-01-11");
    }

    @Test
    void anOrderMovedToAnotherTenantsEventFlagsBothSlices() {
        mart.change("update ticket_order set event_id = 2 where order_id = 12");

        assertFlagged("acme 1 2024-01-12", "bravo 2 2024-01-12");
    }

    @Test
    void aMarkedOrderOf200DaysAgoIsInTheNextRun() {
        rows.order(30, 1, "paid_at=" + daysAgo(200), "amount=7");

        RunReport report = mart.run();

        assertThat(report.slicesReplaced()).isPositive();
        assertThat(amountOfToldDay(200)).containsExactly("7.0000");
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void anUnmarkedOrderOf200DaysAgoIsFoundByVerification() {
        rows.order(30, 1, "paid_at=" + daysAgo(200), "amount=7", "updated_at=2020-01-01T00:00:00Z");
        assertThat(mart.run().slicesReplaced()).isZero();
        assertThat(amountOfToldDay(200)).isEmpty();

        assertFlagged("acme 1 " + day(200));

        assertThat(amountOfToldDay(200)).containsExactly("7.0000");
    }

    /** Flagged in daily sales, repaired, and nothing is left. */
    private void assertFlagged(String... slices) {
        assertThat(mart.run().slicesReplaced()).as("nothing marks the change").isZero();
        RunReport found = mart.verify(false);
        assertThat(found.exitCode()).isEqualTo(4);
        assertThat(
                        mart.store.rows(
                                """
                                select distinct tenant_id || ' ' || entity_id || ' ' || day as slice
                                from daybook.drift
                                where run_id = %d and view = 'event_daily_sales'
                                order by slice
                                """
                                        .formatted(found.runId())))
                .containsExactly(slices);
        assertThat(mart.verify(true).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
        assertThat(mart.verify(false).exitCode()).isZero();
    }

    private List<String> amountOfToldDay(int daysAgo) {
        return mart.store.rows(
                "select gross_amount from events.event_daily_sales where day = date '%s'"
                        .formatted(day(daysAgo)));
    }

    private static String daysAgo(int days) {
        return Instant.now()
                .minus(days, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static String day(int daysAgo) {
        return daysAgo(daysAgo).substring(0, 10);
    }
}
