package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.Progress;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change that is stamped before the run's snapshot and committed after it is in the next run. */
@Tag("connections")
class LateCommitIntegrationTest {

    /** How Daybook's role sees the source: with other sessions' transactions, or without them. */
    enum Sight {
        ALL_STATISTICS(Sources::readerOfStatistics),
        OWN_SESSIONS_ONLY(Sources::reader);

        private final Function<EventsMart, String> role;

        Sight(Function<EventsMart, String> role) {
            this.role = role;
        }
    }

    private static final String LATE_ORDER =
            """
            insert into events.ticket_order
                (order_id, event_id, status, ordered_at, paid_at, amount, tax_amount, fee_amount,
                    updated_at)
            values (10, 1, 'paid', now(), '2024-01-10T12:00Z', 99, 0, 0, now())
            """;

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @ParameterizedTest
    @EnumSource
    void aRowStampedEarlyIsNotLostToAYoungerOneThatCommitsFirst(Sight sight) throws SQLException {
        rows.event(1);
        String role = sight.role.apply(mart);
        Sources.runAs(role, mart);
        try (Connection late = mart.source.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute(LATE_ORDER);
            rows.order(11, 1, "paid_at=2024-01-11T12:00Z");

            Sources.runAs(role, mart);

            assertThat(amounts()).containsExactly("2024-01-11 | 10.0000");
            late.commit();
        }

        Sources.runAs(role, mart);

        assertThat(amounts()).containsExactly("2024-01-10 | 99.0000", "2024-01-11 | 10.0000");
        assertThat(mart.differences()).isEmpty();
    }

    /**
     * now() is fixed by the transaction's begin, long before its first write: no xid tells of it.
     */
    @ParameterizedTest
    @EnumSource
    void aTransactionThatBeganBeforeAndFirstWritesAfterTheSnapshotIsNotLost(Sight sight)
            throws SQLException {
        rows.event(1);
        String role = sight.role.apply(mart);
        Sources.runAs(role, mart);
        try (Connection late = mart.source.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("select now()");
            rows.order(11, 1, "paid_at=2024-01-11T12:00Z");

            Sources.runAs(role, mart);

            statement.execute(LATE_ORDER);
            late.commit();
        }
        assertThat(stampedBeforeThePublishedSnapshot()).isTrue();

        Sources.runAs(role, mart);

        assertThat(amounts()).containsExactly("2024-01-10 | 99.0000", "2024-01-11 | 10.0000");
        assertThat(mart.differences()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPreparedTransactionIsNotLost(Sight sight) throws SQLException {
        rows.event(1);
        String role = sight.role.apply(mart);
        Sources.runAs(role, mart);
        try (Connection late = mart.source.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute(LATE_ORDER);
            statement.execute("prepare transaction 'late order'");
            late.commit();
            rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
            Sources.runAs(role, mart);
            assertThat(amounts()).containsExactly("2024-01-11 | 10.0000");
            late.setAutoCommit(true);
            statement.execute("commit prepared 'late order'");
        }

        Sources.runAs(role, mart);

        assertThat(amounts()).containsExactly("2024-01-10 | 99.0000", "2024-01-11 | 10.0000");
        assertThat(mart.differences()).isEmpty();
    }

    /**
     * The setting is a promise of the operator; where it is broken, verification still finds it.
     */
    @Test
    void aTransactionLongerThanPromisedIsFoundByVerification() throws SQLException {
        rows.event(1);
        String role = Sources.reader(mart);
        Sources.runAs(role, mart);
        try (Connection late = mart.source.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute(LATE_ORDER);
            Sources.runner(mart, role, Duration.ZERO, Progress.SILENT).run(Sources.RUN);
            late.commit();
        }
        Sources.runner(mart, role, Duration.ZERO, Progress.SILENT).run(Sources.RUN);
        assertThat(amounts()).isEmpty();

        assertThat(mart.verify(false).exitCode()).isEqualTo(4);
        assertThat(mart.verify(true).exitCode()).isZero();

        assertThat(amounts()).containsExactly("2024-01-10 | 99.0000");
    }

    @Test
    void aWriterInAnotherDatabaseDoesNotHoldTheHorizonBack() throws SQLException {
        rows.event(1);
        TestDatabase other = TestPostgres.server().createDatabase();
        try (Connection writing = other.connect();
                Statement statement = writing.createStatement()) {
            writing.setAutoCommit(false);
            statement.execute("create table noise (id bigint)");
            String began = other.value("select clock_timestamp()");

            Sources.runAs(Sources.readerOfStatistics(mart), mart);

            assertThat(
                            mart.store.value(
                                    "select horizon > timestamptz '%s' from daybook.mart_state"
                                            .formatted(began)))
                    .isEqualTo("t");
        }
    }

    /** Without it the scenario would show nothing. */
    private boolean stampedBeforeThePublishedSnapshot() {
        String stamp =
                mart.source.value("select updated_at from events.ticket_order where order_id = 10");
        return mart.store
                .value("select as_of > timestamptz '%s' from daybook.mart_state".formatted(stamp))
                .equals("t");
    }

    private List<String> amounts() {
        return mart.store.rows(
                "select day, gross_amount from events.event_daily_sales order by day");
    }
}
