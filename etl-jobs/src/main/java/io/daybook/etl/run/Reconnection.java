package io.daybook.etl.run;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.DatabaseUnavailable;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StoreSettings;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Another connection to the store, for the report of a run that lost its own. */
final class Reconnection implements AutoCloseable {

    private static final String STAGE = "reading the ledger after the connection was lost";

    /** A server that restarts refuses connections for some seconds. */
    private static final int ATTEMPTS = 5;

    private static final int ALIVE_WITHIN_SECONDS = 10;

    private final Connection connection;
    private final String mart;

    private Reconnection(Connection connection, String mart) {
        this.connection = connection;
        this.mart = mart;
    }

    static boolean isLost(Connection connection) {
        try {
            return !connection.isValid(ALIVE_WITHIN_SECONDS);
        } catch (SQLException exception) {
            return true;
        }
    }

    /**
     * Connects again.
     *
     * @throws DatabaseUnavailable when the store does not answer for a while
     */
    static Reconnection open(StoreSettings store, String mart) {
        for (int attempt = 1; ; attempt++) {
            try {
                Connection connection = Databases.store(store, "report " + mart);
                // longer than the server needs to notice that the lost connection's client is gone
                Sql.execute(connection, STAGE, "set lock_timeout = '90s'");
                return new Reconnection(connection, mart);
            } catch (DatabaseUnavailable exception) {
                if (attempt == ATTEMPTS) {
                    throw exception;
                }
                pause(exception);
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /**
     * Whether the run's publication is in the ledger. Its transaction, which may still be under
     * way, locks the mart's fence to its end: whoever gets that lock sees what came of it.
     */
    boolean published(long runId) {
        Sql.query(
                connection,
                STAGE,
                "select token from daybook.fence where mart = %s for update".formatted(text(mart)),
                row -> row.getLong(1));
        return Sql.one(
                connection,
                STAGE,
                "select generation is not null from daybook.run where run_id = " + runId,
                row -> row.getBoolean(1));
    }

    /** What the lost session held back, as its publication kept it. */
    void restoreHold() {
        Sql.execute(
                connection,
                STAGE,
                """
                create temp table daybook_hold as
                select entity, tenant_id, entity_id, day, reason
                from daybook.held_back
                where mart = %s
                """
                        .formatted(text(mart)));
    }

    private static void pause(DatabaseUnavailable exception) {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw exception;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException exception) {
            // what it had to write is written
            return;
        }
    }
}
