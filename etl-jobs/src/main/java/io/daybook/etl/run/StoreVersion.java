package io.daybook.etl.run;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StoreSettings;
import io.daybook.schema.Migrations;
import java.sql.Connection;

/** Whether a store has the schema that this program works with. */
public final class StoreVersion {

    private static final String STAGE = "reading the store";

    private StoreVersion() {}

    /**
     * Refuses a store that is not migrated, or to another version.
     *
     * @throws RunFailure with exit code 2
     */
    public static void check(Connection connection, StoreSettings store) {
        boolean there =
                Sql.one(
                        connection,
                        STAGE,
                        "select to_regclass('daybook.run') is not null",
                        row -> row.getBoolean(1));
        if (!there) {
            throw new RunFailure(
                    2,
                    "The store at %s has no Daybook schema (nothing was changed; run: daybook migrate)"
                            .formatted(store.url()));
        }
        String version =
                Sql.one(
                        connection,
                        STAGE,
                        "select max(version) from daybook.flyway_schema_history where success",
                        row -> String.valueOf(row.getString(1)));
        if (!version.equals(Migrations.VERSION)) {
            throw new RunFailure(
                    2,
                    "The store's schema is at version %s, this program works with %s (nothing was changed; run: daybook migrate)"
                            .formatted(version, Migrations.VERSION));
        }
    }
}
