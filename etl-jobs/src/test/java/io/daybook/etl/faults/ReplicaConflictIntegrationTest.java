package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.behaviour.Hearing;
import io.daybook.etl.behaviour.StoreState;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The answers that a standby gives a reader in the way of its replay. They come from a view of the
 * source, while somebody holds a certain lock: locks are seen at once, in any snapshot.
 */
@Tag("connections")
class ReplicaConflictIntegrationTest {

    private static final int KEY = 4040;

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @ParameterizedTest
    @CsvSource({
        "40001, canceling statement due to conflict with recovery, compute",
        "40001, canceling statement due to conflict with recovery, check",
        "40001, terminating connection due to conflict with recovery, compute"
    })
    void aConflictEndsTheRunAtOnceWithAdvice(String sqlState, String message, String step)
            throws SQLException {
        EventsMart views = overConflictingViews(sqlState, message);
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        views.run();
        rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
        List<String> before = StoreState.published(views);
        try (Connection replay = mart.source.connect();
                Statement statement = replay.createStatement()) {
            Hearing hearing = new Hearing().at(step, 1, () -> lock(statement));

            RunFailure failure =
                    catchThrowableOfType(
                            RunFailure.class, () -> views.runner(hearing).run(Sources.RUN));

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageMatching(
                            "(?s)(Computing event_\\w+ \\(slice acme 1 2024-01-11, changed\\)|Checking"
                                    + " the changed rows of events) failed \\(nothing of this run was published\\): .*")
                    .hasMessageContaining(message)
                    .hasMessageEndingWith(
                            "The source, a standby, ended the reading to go on with its replay"
                                    + " (run it again; if this happens often, raise"
                                    + " max_standby_streaming_delay or set hot_standby_feedback ="
                                    + " on there)");
            // no second try within the run: its snapshot is gone
            assertThat(hearing.steps).endsWith(step).doesNotHaveDuplicates();
        }
        assertThat(StoreState.published(views)).isEqualTo(before);

        assertThat(views.run().exitCode()).isZero();
        assertThat(views.differences()).isEmpty();
    }

    private static void lock(Statement statement) {
        try {
            statement.execute("select pg_advisory_lock(%d)".formatted(KEY));
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private EventsMart overConflictingViews(String sqlState, String message) {
        EventsMart views = Sources.overViews(mart.source);
        mart.source.execute(
                """
                create function app.readable() returns boolean language plpgsql as $$
                begin
                    if exists (
                        select
                        from pg_locks
                        where locktype = 'advisory' and objid = %d and database = (
                            select oid from pg_database where datname = current_database()))
                    then
                        raise exception '%s' using errcode = '%s';
                    end if;
                    return true;
                end $$;
                create or replace view app.ticket_order as
                select * from events.ticket_order where app.readable();
                """
                        .formatted(KEY, message, sqlState));
        return views;
    }
}
