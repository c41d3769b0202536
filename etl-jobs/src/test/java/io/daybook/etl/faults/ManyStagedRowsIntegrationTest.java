package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.behaviour.Hearing;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.time.LocalDate;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many staged rows are looked at by a second session while the run's own looks at the source: the
 * first build of 30 events with an order on each of 1,000 days.
 */
@Timeout(120)
@Tag("connections")
class ManyStagedRowsIntegrationTest {

    private static final String KEYS =
            "select count(*) from pg_indexes where schemaname = 'staging' and indexdef like '%UNIQUE%'";

    private final EventsMart tables = EventsMart.create();
    private final EventsMart mart = Sources.overViews(tables.source);
    private final ReadingGate gate = new ReadingGate(mart);

    @BeforeEach
    void sell() {
        EventsRows rows = new EventsRows(tables);
        for (int event = 1; event <= 30; event++) {
            rows.event(event).orderEachDay(1_000L * event, event, LocalDate.of(2022, 1, 2), 1_000);
        }
        mart.source.execute("analyze");
    }

    @AfterEach
    void everyDeedSucceeds() throws InterruptedException, ExecutionException {
        gate.everyDeedSucceeds();
    }

    /** The source's checks wait until all staged rows were looked at. */
    @Test
    void areLookedAtBesideTheSource() {
        Hearing hearing =
                new Hearing()
                        .at(
                                "check",
                                1,
                                () ->
                                        gate.stopReading(
                                                "keys of four staging tables",
                                                () -> mart.store.value(KEYS).equals("4"),
                                                () -> {}));

        RunReport report = mart.runner(hearing).run(Sources.RUN);

        assertThat(report.exitCode()).isZero();
        assertThat(mart.store.value("select count(*) from events.event_daily_sales"))
                .isEqualTo("30000");
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void whatTheSecondSessionFindsIsHeldBackByName() {
        tables.source.execute(
                "update events.ticket_order set amount = 'NaN' where order_id = 7000");

        RunReport report = mart.run();

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.heldBack())
                .extracting(held -> held.entityId() + " " + held.day() + " " + held.reason())
                .containsExactly("7 2022-01-02 NaN or infinite gross_amount");
        assertThat(mart.store.value("select count(*) from events.event_daily_sales"))
                .isEqualTo("29999");
    }
}
