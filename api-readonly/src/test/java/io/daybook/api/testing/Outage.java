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

    private void allowConnections(boolean allowed) {
        TestPostgres.server()
                .createDatabase()
                .execute(
                        """
                        alter database %1$s with allow_connections %2$s;
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = '%1$s' and not %2$s
                        """
                                .formatted(database.name(), allowed));
    }

    @Override
    public void close() {
        allowConnections(true);
    }
}
