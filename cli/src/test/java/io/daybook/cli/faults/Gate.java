package io.daybook.cli.faults;

import static org.assertj.core.api.Assertions.fail;

import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.testing.TestDatabase;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * A place where runs wait until the test lets them go on: a trigger in the store, or a view in the
 * source, that asks for an advisory lock which the test holds.
 */
final class Gate implements AutoCloseable {

    private static final int LOCK = 7001;
    private static final long PATIENCE_SECONDS = 180;

    /** Where a run can be made to wait. */
    enum Place {
        /** The lock's own session holds the lock and takes its fencing number. */
        LOCKING("before update on daybook.fence"),
        /** Nothing is read yet. */
        BEFORE_READING("before insert on daybook.run"),
        /** The batch framework writes that a step has ended. */
        BATCH_HISTORY("before update on batch.batch_step_execution"),
        /** In the publication's transaction, some tables are replaced. */
        PUBLISHING("before insert on events.event_totals"),
        /** In the COMMIT of the publication. */
        COMMITTING("after insert on daybook.generation deferrable initially deferred"),
        /** The publication is committed, its report is not. */
        REPORTING("before insert on daybook.run_view"),
        /** In a statement that recomputes a view from the source. */
        COMPUTING("");

        private final String event;

        Place(String event) {
            this.event = event;
        }

        private TestDatabase database(EventsMart mart) {
            return this == COMPUTING ? mart.source : mart.store;
        }

        private String statement() {
            if (this == COMPUTING) {
                return """
                alter table events.refund rename to refund_row;
                create view events.refund as
                select * from events.refund_row
                where public.waited(
                    -- recomputes a view, does not look for changed slices
                    position('as daybook_w' in current_query()) > 0
                    and position('daybook_f' in current_query()) = 0);
                """;
            }
            return "create %s trigger gate %s for each row execute function public.gate()"
                    .formatted(this == COMMITTING ? "constraint" : "", event);
        }
    }

    private final TestDatabase database;
    private final Connection holder;

    private Gate(TestDatabase database) throws SQLException {
        this.database = database;
        this.holder = database.connect();
        try (Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
        }
    }

    /** Makes runs wait there from now on. */
    static Gate at(Place place, EventsMart mart) {
        TestDatabase database = place.database(mart);
        database.execute(
                """
                create function public.waited(here boolean) returns boolean language plpgsql as $$
                begin
                    if here then
                        perform pg_advisory_xact_lock_shared(%d);
                    end if;
                    return true;
                end $$;
                create function public.gate() returns trigger language plpgsql as $$
                begin
                    perform public.waited(true);
                    return new;
                end $$;
                %s
                """
                        .formatted(LOCK, place.statement()));
        try {
            return new Gate(database);
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Waits until the process waits here; fails when it ends before, or does not come. */
    void awaitArrival(DaybookProcess process) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (waiting() == 0) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                fail("The process did not come to the gate; it said:%n%s", process.err());
            }
            Polling.pause();
        }
    }

    /** How many sessions wait here. */
    int waiting() {
        return Integer.parseInt(
                database.value(
                        """
                        select count(*)
                        from pg_locks
                        where locktype = 'advisory' and objid = %d and not granted
                            and database = (
                                select oid from pg_database where datname = current_database())
                        """
                                .formatted(LOCK)));
    }

    /** Lets all pass who come from now on; who waits goes on waiting. */
    void letNewcomersPass() {
        database.execute(
                """
                create or replace function public.waited(here boolean) returns boolean
                language plpgsql as $$
                begin
                    return true;
                end $$;
                """);
    }

    /** Lets all go on. */
    void open() {
        letNewcomersPass();
        try (Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + LOCK + ")");
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
