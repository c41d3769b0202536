package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.behaviour.Hearing;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
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

    private static final String LOCKED =
            "select pid from pg_stat_activity where datname = current_database() and"
                    + " wait_event_type = 'Lock'";
    private static final String DAYS = "select count(*) from events.event_daily_sales";

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
        assertThat(mart.store.value(DAYS)).isEqualTo("30000");
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void whatTheSecondSessionFindsIsHeldBackByName() {
        makeNan();
        Hearing hearing = new Hearing();

        RunReport report = mart.runner(hearing).run(Sources.RUN);

        assertThat(hearing.messages).isEmpty();
        assertHeldBack(report);
    }

    @Test
    void oneSessionLooksWhereThereIsNoSecond() {
        makeNan();
        String role = Sources.readerOfStatistics(tables);
        Hearing hearing =
                new Hearing()
                        .at(
                                "check",
                                1,
                                () -> tables.source.execute("alter role " + role + " nologin"));

        RunReport report =
                Sources.runner(tables, role, Duration.ofHours(1), hearing).run(Sources.RUN);

        assertThat(hearing.messages)
                .singleElement()
                .asString()
                .startsWith("One session does the work of two, which takes longer: ");
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(tables.store.value(DAYS)).isEqualTo("29999");
    }

    /** Reading stays stopped: only the failure of the second can end the wait of the first. */
    @Test
    void theFailureOfTheSecondCancelsTheFirst() throws SQLException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (Connection connection = mart.store.connect();
                Statement holder = connection.createStatement()) {
            connection.setAutoCommit(false);
            Hearing hearing = new Hearing().at("check", 1, () -> endSecond(holder, over));

            RunFailure failure =
                    catchThrowableOfType(
                            RunFailure.class, () -> mart.runner(hearing).run(Sources.RUN));
            List<String> stillWaiting = gate.waiting();
            over.complete(null);

            assertThat(stillWaiting).isEmpty();
            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure).hasMessageContaining("checking staging failed");
            assertThat(mart.store.value(DAYS)).isEqualTo("0");
        }
    }

    /** While it waits for the key of a staging table and the first for the source. */
    private void endSecond(Statement holder, CompletableFuture<Void> over) {
        try {
            holder.execute(
                    "lock table staging.events_event_daily_sales_run1 in row exclusive mode");
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
        gate.stopReading(
                "two waiting sessions",
                () -> gate.waiting().size() == 1 && mart.store.rows(LOCKED).size() == 1,
                () -> {
                    mart.store.rows("select pg_terminate_backend(pid) from (" + LOCKED + ") as l");
                    over.orTimeout(60, TimeUnit.SECONDS).join();
                });
    }

    private void makeNan() {
        tables.source.execute(
                "update events.ticket_order set amount = 'NaN' where order_id = 7000");
    }

    private void assertHeldBack(RunReport report) {
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.heldBack())
                .extracting(held -> held.entityId() + " " + held.day() + " " + held.reason())
                .containsExactly("7 2022-01-02 NaN or infinite gross_amount");
        assertThat(mart.store.value(DAYS)).isEqualTo("29999");
    }
}
