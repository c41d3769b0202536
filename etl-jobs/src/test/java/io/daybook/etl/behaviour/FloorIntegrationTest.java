package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Days before the source's floor are sealed: never planned, verified or repaired. */
class FloorIntegrationTest {

    private static final LocalDate FLOOR = LocalDate.of(2024, 2, 1);

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void aPurgedSourceKeepsItsSealedDays() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-31T23:59:59Z")
                .order(11, 1, "paid_at=2024-02-01T00:00Z");
        mart.run();
        List<String> before = StoreState.tables(mart);
        mart.change("delete from ticket_order where order_id = 10");
        EventsMart sealed = mart.withFloor(FLOOR);

        assertThat(sealed.run().slicesReplaced()).isZero();
        assertThat(sealed.verify(false).exitCode()).isZero();
        assertThat(sealed.verify(true).slicesReplaced()).isZero();
        assertThat(sealed.backfill(LocalDate.of(2024, 1, 1), FLOOR.minusDays(1)).slicesReplaced())
                .isZero();
        assertThat(sealed.backfill(LocalDate.of(2024, 1, 1), FLOOR.plusDays(3)).slicesReplaced())
                .isZero();

        assertThat(StoreState.tables(mart)).isEqualTo(before);
        assertThat(mart.verify(false).exitCode()).as("without a floor").isEqualTo(4);
    }

    @Test
    void aChangeOfASealedDayIsNotPublishedOneAfterTheFloorIs() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-31T12:00Z")
                .order(11, 1, "paid_at=2024-02-01T12:00Z");
        mart.run();
        mart.change("update ticket_order set amount = 77, updated_at = clock_timestamp()");

        RunReport report = mart.withFloor(FLOOR).run();

        assertThat(report.exitCode()).isZero();
        assertThat(amounts()).containsExactly("2024-01-31 | 10.0000", "2024-02-01 | 77.0000");
        assertThat(mart.store.value("select gross_amount from events.event_totals"))
                .isEqualTo("87.0000");
    }

    /** A hole in the ledger is due, but not where the source has nothing left to fill it from. */
    @Test
    void aSealedDayThatTheLedgerLacksStaysAsItIs() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-20T12:00Z")
                .order(11, 1, "paid_at=2024-02-02T12:00Z");
        mart.run();
        mart.change("delete from ticket_order where order_id = 10");
        mart.store.execute("delete from daybook.ledger where day in ('2024-01-20', '2024-02-02')");
        EventsMart sealed = mart.withFloor(FLOOR);

        assertThat(sealed.plan().work()).extracting(work -> work.days()).containsOnly("2024-02-02");
        assertThat(sealed.run().exitCode()).isZero();

        assertThat(amounts()).containsExactly("2024-01-20 | 10.0000", "2024-02-02 | 10.0000");
    }

    @Test
    void theFirstBuildBeginsAtTheFloor() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-31T12:00Z")
                .order(11, 1, "paid_at=2024-02-02T12:00Z");
        EventsMart sealed = mart.withFloor(FLOOR);

        sealed.run();

        assertThat(amounts()).containsExactly("2024-02-02 | 10.0000");
        assertThat(sealed.verify(false).exitCode()).isZero();
    }

    @Test
    void aRebuildForAnotherDefinitionKeepsTheSealedDays() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-31T12:00Z")
                .order(11, 1, "paid_at=2024-02-01T12:00Z");
        mart.run();
        mart.change("delete from ticket_order where order_id = 10");
        mart.change("update ticket_order set amount = 77");
        mart.store.execute("update daybook.ledger set definition_version = 'older'");
        EventsMart sealed = mart.withFloor(FLOOR);

        assertThat(sealed.run().exitCode()).isZero();

        assertThat(amounts()).containsExactly("2024-01-31 | 10.0000", "2024-02-01 | 77.0000");
        assertThat(sealed.plan().work()).isEmpty();
    }

    private List<String> amounts() {
        return mart.store.rows(
                "select day, gross_amount from events.event_daily_sales order by day");
    }
}
