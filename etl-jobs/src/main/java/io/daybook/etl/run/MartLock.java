package io.daybook.etl.run;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Databases;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StoreSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to change a mart: an advisory lock on a store connection of its own, and a
 * fencing number that a publication must still hold.
 *
 * <p>PostgreSQL gives the lock back when this process ends, however it ends. It is never a lease: a
 * long backfill does not lose it, and a slow clock cannot give it to two.
 */
final class MartLock implements AutoCloseable {

    /** The first half of the lock's key, "DAYB"; the second is the mart. */
    private static final int DAYBOOK = 0x44415942;

    private static final String STAGE = "taking the mart's lock";

    private final Connection connection;
    private final long fenceToken;

    private MartLock(Connection connection, long fenceToken) {
        this.connection = connection;
        this.fenceToken = fenceToken;
    }

    /**
     * Takes the lock.
     *
     * @throws RunFailure with exit code 75, naming the holder, when it is taken
     */
    static MartLock acquire(StoreSettings store, String mart, String command) {
        Connection connection = Databases.store(store, command + " " + mart);
        try {
            // it idles for as long as the run takes
            Sql.execute(connection, STAGE, "set idle_session_timeout = 0");
            boolean taken =
                    Sql.one(
                            connection,
                            STAGE,
                            "select pg_try_advisory_lock(%d, hashtext(%s))"
                                    .formatted(DAYBOOK, text(mart)),
                            row -> row.getBoolean(1));
            if (!taken) {
                throw new RunFailure(75, busy(connection, mart));
            }
            long token =
                    Sql.number(
                            connection,
                            STAGE,
                            """
                            insert into daybook.fence (mart, token)
                            values (%s, 1)
                            on conflict (mart) do update set token = fence.token + 1
                            returning token
                            """
                                    .formatted(text(mart)));
            return new MartLock(connection, token);
        } catch (RuntimeException exception) {
            close(connection, exception);
            throw exception;
        }
    }

    /** The number that a publication checks: a newer holder has a greater one. */
    long fenceToken() {
        return fenceToken;
    }

    @Override
    public void close() {
        close(connection, null);
    }

    private static String busy(Connection connection, String mart) {
        List<String> holders =
                Sql.query(
                        connection,
                        STAGE,
                        """
                        select a.application_name, a.pid, a.backend_start
                        from pg_locks as l
                        join pg_stat_activity as a on a.pid = l.pid
                        where l.locktype = 'advisory' and l.granted
                            and l.classid = %d and l.objid = cast(hashtext(%s) as oid)
                            and l.database = (
                                select oid from pg_database where datname = current_database())
                        """
                                .formatted(DAYBOOK, text(mart)),
                        row -> holder(row));
        String holder = holders.isEmpty() ? "another process" : holders.get(0);
        return "Mart %s is busy: %s holds its lock (nothing was changed; try again when it is done)"
                .formatted(mart, holder);
    }

    /** Of another role's session the server tells the pid only. */
    private static String holder(ResultSet row) throws SQLException {
        OffsetDateTime since = row.getObject(3, OffsetDateTime.class);
        if (since == null) {
            return "a session of another role (server process %d)".formatted(row.getLong(2));
        }
        return "%s (server process %d, since %s)"
                .formatted(
                        row.getString(1),
                        row.getLong(2),
                        since.toInstant().truncatedTo(ChronoUnit.SECONDS));
    }

    private static void close(Connection connection, @Nullable Exception cause) {
        try {
            connection.close();
        } catch (SQLException exception) {
            if (cause != null) {
                cause.addSuppressed(exception);
            }
        }
    }
}
