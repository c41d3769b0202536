package io.daybook.etl.doctor;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StoreSettings;
import io.daybook.schema.Migrations;
import java.sql.Connection;
import java.util.List;

/** The store's server and the version of its schema. */
final class StoreServer {

    private static final int OLDEST = 15;

    private final Connection connection;
    private final StoreSettings settings;

    StoreServer(Connection connection, StoreSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    Finding version() {
        return ServerVersion.read(connection).finding("store", OLDEST);
    }

    boolean migrated() {
        return Sql.one(
                connection,
                "schema",
                """
                select exists (
                    select
                    from pg_class as c
                    join pg_namespace as n on n.oid = c.relnamespace
                    where n.nspname = 'daybook' and c.relname = 'run')
                """,
                row -> row.getBoolean(1));
    }

    Finding schema() {
        if (!migrated()) {
            return Finding.problem(
                    "schema",
                    "the store at %s was never migrated; its tables and rights were not checked"
                            .formatted(settings.url()),
                    "Run daybook migrate.",
                    List.of());
        }
        String version =
                Sql.one(
                        connection,
                        "schema",
                        "select max(version) from daybook.flyway_schema_history where success",
                        row -> String.valueOf(row.getString(1)));
        if (version.equals(Migrations.VERSION)) {
            return Finding.ok("schema", "at version " + version + ", like this program");
        }
        return Finding.problem(
                "schema",
                "at version %s (this program works with %s)".formatted(version, Migrations.VERSION),
                version.compareTo(Migrations.VERSION) < 0
                        ? "Run daybook migrate."
                        : "Use the newer Daybook that migrated the store.",
                List.of());
    }
}
