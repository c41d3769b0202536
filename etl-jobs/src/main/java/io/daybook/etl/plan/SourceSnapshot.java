package io.daybook.etl.plan;

import io.daybook.etl.database.Databases;
import io.daybook.etl.database.Savepoint;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.engine.Literals;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;

/**
 * One read-only REPEATABLE READ transaction on the source: everything that a run reads of a mart is
 * of one instant.
 */
public final class SourceSnapshot implements AutoCloseable {

    private final Connection connection;
    private final Identity identity;

    private SourceSnapshot(Connection connection, Identity identity) {
        this.connection = connection;
        this.identity = identity;
    }

    /** Takes the snapshot; the horizon must have been read before. */
    public static SourceSnapshot take(SourceSettings source) {
        Connection connection = Databases.source(source);
        try {
            begin(connection);
            // the statement's own start: whatever was committed before it is in the snapshot
            Identity identity =
                    Sql.one(
                            connection,
                            "taking the snapshot",
                            """
                            select case
                                    when pg_is_in_recovery()
                                        then coalesce(
                                            pg_last_xact_replay_timestamp(),
                                            (select checkpoint_time from pg_control_checkpoint()))
                                    else statement_timestamp()
                                end,
                                cast(txid_current_snapshot() as text)
                            """,
                            row ->
                                    new Identity(
                                            row.getObject(1, OffsetDateTime.class).toInstant(),
                                            row.getString(2),
                                            identify(connection)));
            return new SourceSnapshot(connection, identity);
        } catch (SQLException | RuntimeException exception) {
            closeQuietly(connection, exception);
            throw new SnapshotNotTaken(exception);
        }
    }

    /**
     * A name under which another session can join the snapshot while this one is open. Not inside
     * {@link #attempt}.
     */
    public String export() {
        return Sql.one(
                connection,
                "exporting the snapshot",
                "select pg_export_snapshot()",
                row -> row.getString(1));
    }

    /**
     * The same snapshot by another session, so that two statements read it at once.
     *
     * @param exported what {@link #export} returned
     * @throws io.daybook.etl.database.DatabaseUnavailable when the server has no session left
     * @throws StatementFailed when the snapshot cannot be joined: a server behind the same address
     *     may be another one
     */
    public SourceSnapshot join(SourceSettings source, String exported) {
        Connection joining = Databases.source(source);
        try {
            begin(joining);
            Sql.execute(
                    joining,
                    "joining the snapshot",
                    "set transaction snapshot " + Literals.text(exported));
            return new SourceSnapshot(joining, identity);
        } catch (SQLException exception) {
            closeQuietly(joining, exception);
            throw new StatementFailed("joining the snapshot", "begin", exception);
        } catch (RuntimeException exception) {
            closeQuietly(joining, exception);
            throw exception;
        }
    }

    private static void begin(Connection connection) throws SQLException {
        // only where the snapshot is held: a stop between two statements must not end it
        Sql.execute(connection, "opening", "set idle_in_transaction_session_timeout = 0");
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
    }

    /** The snapshot's connection; its transaction is ended by {@link #close} only. */
    public Connection connection() {
        return connection;
    }

    public Instant asOf() {
        return identity.asOf();
    }

    /** The server's own text for the snapshot. */
    public String text() {
        return identity.snapshot();
    }

    /** Which database this is; stays the same for its physical standbys. */
    public String source() {
        return identity.source();
    }

    /** For statements that touch few rows: only indexes, joined by loops. */
    public void useIndexes() {
        Sql.execute(
                connection,
                "planner settings",
                "set local enable_seqscan = off",
                "set local enable_hashjoin = off",
                "set local jit = off",
                // the planner starts workers even for an input that is shadowed empty
                "set local max_parallel_workers_per_gather = 0",
                "set local plan_cache_mode = force_custom_plan",
                "set local statement_timeout = '10min'");
    }

    /** For statements that read whole tables. */
    public void useScans() {
        Sql.execute(
                connection,
                "planner settings",
                "set local enable_seqscan to default",
                "set local enable_hashjoin to default",
                "set local jit to default",
                "set local max_parallel_workers_per_gather to default",
                "set local plan_cache_mode to default",
                "set local statement_timeout = '2h'");
    }

    /** Runs work whose failure is undone up to here, so that the snapshot can still be read. */
    public <T> T attempt(Supplier<T> work) {
        return Savepoint.attempt(connection, work);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException exception) {
            throw new IllegalStateException("closing the snapshot", exception);
        }
    }

    /**
     * The server's system identifier, which its physical standbys share, and the database's oid;
     * not its version, as an update makes no other database of it.
     */
    private static String identify(Connection connection) {
        boolean allowed =
                Sql.one(
                        connection,
                        "identifying the source",
                        "select has_function_privilege('pg_control_system()', 'execute')",
                        row -> row.getBoolean(1));
        String system = allowed ? "(select system_identifier from pg_control_system())" : "0";
        return Sql.one(
                connection,
                "identifying the source",
                "select %s || '/' || oid from pg_database where datname = current_database()"
                        .formatted(system),
                row -> row.getString(1));
    }

    private static void closeQuietly(Connection connection, Exception cause) {
        try {
            connection.close();
        } catch (SQLException exception) {
            cause.addSuppressed(exception);
        }
    }

    private record Identity(Instant asOf, String snapshot, String source) {}

    /** The source answered, but gave no snapshot. */
    public static final class SnapshotNotTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SnapshotNotTaken(Exception cause) {
            super("No snapshot of the source could be taken: " + cause.getMessage(), cause);
        }
    }
}
