package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A day held back while its event moves or its view is rebuilt: nothing is left behind. */
class HeldBackDayIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void anEventThatMovesZoneWhileADayIsHeldBackLeavesNothingBehindOnceMended() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T20:00Z")
                .order(11, 1, "paid_at=2024-01-15T20:00Z");
        mart.run();
        mart.change(
                "update ticket_order set amount = 'NaN', updated_at = clock_timestamp() where order_id = 10");
        mart.run();
        mart.change(
                "update event set timezone = 'Pacific/Auckland', updated_at = clock_timestamp()");
        mart.run();
        mart.change("update ticket_order set amount = 10, updated_at = clock_timestamp()");
        mart.run();
        assertThat(mart.differences()).isEmpty();
    }

    /** An unknown zone is mended together with a move to another tenant. */
    @Test
    void anEventWithAnUnknownZoneThatMovesTenantLeavesNothingBehind() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T20:00Z");
        mart.run();
        mart.change("update event set timezone = 'Europe/Londn', updated_at = clock_timestamp()");
        mart.run();
        mart.change(
                "update event set tenant_id = 'bravo', timezone = 'Asia/Tokyo', updated_at = clock_timestamp()");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    /** A whole rebuild while a day is held back: the ledger row and the last good rows stay. */
    @Test
    void aHeldBackDayIsLeftOutOfAWholeRebuild() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z");
        mart.run();
        mart.change(
                "update ticket_order set amount = 'NaN', updated_at = clock_timestamp() where order_id = 10");
        mart.run();
        mart.store.execute("update daybook.ledger set definition_version = 'older'");
        assertThat(mart.run().exitCode()).isEqualTo(3);
        assertThat(
                        mart.store.rows(
                                "select day, gross_amount from events.event_daily_sales order by day"))
                .isEqualTo(List.of("2024-01-10 | 10.0000", "2024-01-11 | 10.0000"));
        mart.change("update ticket_order set amount = 12 where order_id = 10");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }
}
