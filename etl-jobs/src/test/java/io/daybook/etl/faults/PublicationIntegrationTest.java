package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.behaviour.StoreState;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever happens while a run publishes, a reader sees the old state or the new one. */
@Tag("connections")
class PublicationIntegrationTest {

    /** One statement over the day's rows and the totals: a gap would show as a null or a zero. */
    private static final String ANSWER =
            """
            select (select sum(gross_amount) from events.event_daily_sales),
                (select gross_amount from events.event_totals where event_id = 1)
            """;

    private static final String BEFORE = "10.0000 | 10.0000";
    private static final String AFTER = "99.0000 | 99.0000";

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @BeforeEach
    void publishAndChange() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        mart.change("update ticket_order set amount = 99, updated_at = clock_timestamp()");
    }

    @Test
    void anInsertThatFailsAfterTheDeleteLeavesTheOldRows() {
        List<String> before = StoreState.published(mart);
        failInserts("event_daily_sales", "P0001", "injected");

        RunFailure failure = catchThrowableOfType(RunFailure.class, mart::run);

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("injected");
        assertThat(StoreState.published(mart)).isEqualTo(before);
        mend("event_daily_sales");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    /** The last table of the publication: all that was written before it is undone. */
    @Test
    void aFailureInTheLastTableLeavesAllTablesOld() {
        List<String> before = StoreState.published(mart);
        failInserts("event_totals", "P0001", "injected");

        assertThat(catchThrowableOfType(RunFailure.class, mart::run).exitCode()).isEqualTo(1);

        assertThat(StoreState.published(mart)).isEqualTo(before);
    }

    @Test
    void aReaderBetweenDeleteAndInsertSeesTheOldRowsAndKeepsItsSnapshot() throws Exception {
        try (Connection reader = reader();
                Statement statement = reader.createStatement()) {
            CompletableFuture<RunReport> run;
            try (Gate gate = Gate.before(mart, "event_daily_sales")) {
                run = gate.await(mart::run);
                assertThat(answer(statement)).isEqualTo(BEFORE);
                reader.commit();
                reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                assertThat(answer(statement)).isEqualTo(BEFORE);
            }
            assertThat(run.join().exitCode()).isZero();

            assertThat(answer(statement)).as("within its own snapshot").isEqualTo(BEFORE);
            reader.commit();
            assertThat(answer(statement)).isEqualTo(AFTER);
        }
    }

    @Test
    void aReaderThatPollsThroughFailedAndGoodRunsSeesTheTwoStatesOnly() throws Exception {
        Set<String> answers = ConcurrentHashMap.newKeySet();
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> polling =
                CompletableFuture.runAsync(
                        () -> {
                            while (!ended.get()) {
                                answers.add(pollOnce());
                            }
                            answers.add(pollOnce());
                        });
        failInserts("event_totals", "P0001", "injected");
        for (int time = 0; time < 3; time++) {
            assertThat(catchThrowableOfType(RunFailure.class, mart::run)).isNotNull();
        }
        mend("event_totals");
        mart.run();
        ended.set(true);
        polling.join();

        assertThat(answers).containsExactlyInAnyOrder(BEFORE, AFTER);
    }

    private String pollOnce() {
        try (Connection reader = reader();
                Statement statement = reader.createStatement()) {
            return answer(statement);
        } catch (SQLException exception) {
            return exception.getMessage();
        }
    }

    private Connection reader() throws SQLException {
        Connection connection = mart.store.connect(TestPostgres.READER, TestPostgres.READER);
        connection.setAutoCommit(false);
        return connection;
    }

    private static String answer(Statement statement) throws SQLException {
        statement.execute("select set_config('daybook.tenant', 'acme', true)");
        try (ResultSet result = statement.executeQuery(ANSWER)) {
            result.next();
            return result.getString(1) + " | " + result.getString(2);
        }
    }

    private void failInserts(String stem, String sqlState, String message) {
        mart.store.execute(
                """
                create function events.fail() returns trigger language plpgsql as
                    $$ begin raise exception '%2$s' using errcode = '%1$s'; end $$;
                create trigger fail before insert on events.%3$s
                    for each row execute function events.fail();
                """
                        .formatted(sqlState, message, stem));
    }

    private void mend(String stem) {
        mart.store.execute(
                "drop trigger fail on events.%s; drop function events.fail()".formatted(stem));
    }
}
