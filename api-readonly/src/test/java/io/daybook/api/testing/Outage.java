package io.daybook.api.testing;

import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;

/** A store that is away until this is closed: every session ends and no new one is let in. */
public final class Outage implements AutoCloseable {

    private final TestDatabase database;

    private Outage(TestDatabase database) {
        this.database = database;
        allowConnections(false);
    }

    public static Outage of(TestDatabase database) {
        return new Outage(database);
    }

    /** Two transactions: who is thrown out must not come back before the first one holds. */
    private void allowConnections(boolean allowed) {
        TestDatabase beside = TestPostgres.server().createDatabase();
        beside.execute(
                "alter database %s with allow_connections %s".formatted(database.name(), allowed));
        if (!allowed) {
            beside.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
                            .formatted(database.name()));
        }
    }

    @Override
    public void close() {
        allowConnections(true);
    }
}
