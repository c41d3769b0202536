package io.daybook.etl.migrate;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.ValidateResult;

/**
 * Brings a store to the newest schema as its owner. Called again it does nothing. Migrations
 * exclude runs, and each other, by the marts' locks.
 */
public final class Migrator {

    private final List<String> marts;

    /** {@code marts} are the names whose runs must not be under way. */
    public Migrator(List<String> marts) {
        this.marts = List.copyOf(marts);
    }

    /**
     * Makes missing roles, applies missing migrations and lets writer and reader connect.
     *
     * @param store with the owner's credentials; an empty password of the writer makes a role that
     *     cannot log in until it gets one
     * @param readerPassword for the case that the reader's role has to be made
     * @return what was done, and what is left to an administrator
     * @throws RunFailure with exit code 75 when a mart is being run or migrated, 1 when a migration
     *     fails; migrations before that one stay applied
     */
    public MigrationReport migrate(StoreSettings store, Optional<String> readerPassword) {
        Credentials owner =
                store.owner()
                        .orElseThrow(() -> new IllegalArgumentException("no owner's credentials"));
        Credentials reader = new Credentials(store.readerRole(), readerPassword.orElse(""));
        try (Connection connection = connect(store, owner)) {
            Flyway flyway = flyway(store, owner);
            if (pending(flyway).isEmpty() && rolesExist(connection, store)) {
                return grant(connection, store, List.of(), new StoreRoles(connection));
            }
            MartLocks.take(connection, marts);
            StoreRoles roles = new StoreRoles(connection);
            roles.ensure(store.writer());
            roles.ensure(reader);
            roles.grantOnDatabase("create", owner.user());
            if (!rolesExist(connection, store) || !mayCreateSchemas(connection)) {
                return new MigrationReport(
                        version(flyway),
                        List.of(),
                        roles.created(),
                        roles.statements(),
                        List.of(),
                        true);
            }
            return grant(connection, store, apply(flyway), roles);
        } catch (SQLException exception) {
            throw new StatementFailed("migrate", "close", exception);
        }
    }

    private static MigrationReport grant(
            Connection connection, StoreSettings store, List<String> applied, StoreRoles roles) {
        // the writer proves views over empty temporary tables
        roles.grantOnDatabase("connect, temporary", store.writer().user());
        roles.grantOnDatabase("connect", store.readerRole());
        return new MigrationReport(
                Migrations.VERSION, applied, roles.created(), roles.statements(), List.of(), false);
    }

    private static Connection connect(StoreSettings store, Credentials owner) {
        return Databases.store(
                new StoreSettings(store.url(), Optional.empty(), owner, store.readerRole()),
                "migrate");
    }

    private static Flyway flyway(StoreSettings store, Credentials owner) {
        return Flyway.configure()
                .dataSource(store.url(), owner.user(), owner.password())
                .locations(Migrations.LOCATION)
                .defaultSchema(Migrations.HISTORY_SCHEMA)
                .placeholders(
                        Migrations.placeholders(
                                owner.user(), store.writer().user(), store.readerRole()))
                .ignoreMigrationPatterns("*:pending", "*:future")
                .loggers("slf4j")
                .load();
    }

    private static List<MigrationInfo> pending(Flyway flyway) {
        refuseNewer(flyway);
        refuseOther(flyway);
        return Arrays.asList(flyway.info().pending());
    }

    private static void refuseNewer(Flyway flyway) {
        MigrationInfo current = flyway.info().current();
        if (current != null
                && MigrationVersion.fromVersion(Migrations.VERSION).compareTo(current.getVersion())
                        < 0) {
            throw new RunFailure(
                    1,
                    ("The store's schema is newer than this Daybook: %s (expected at most %s)."
                                    + " Nothing was changed; use the newer Daybook.")
                            .formatted(current.getVersion(), Migrations.VERSION));
        }
    }

    /** Migrations that were applied stay as they are: another text means another schema. */
    private static void refuseOther(Flyway flyway) {
        ValidateResult result = flyway.validateWithResult();
        if (!result.validationSuccessful) {
            throw new RunFailure(
                    1,
                    ("The store was migrated by other files than this Daybook's: %s. Nothing was"
                                    + " changed; use the Daybook that made the store, or another"
                                    + " database.")
                            .formatted(result.getAllErrorMessages()));
        }
    }

    private static List<String> apply(Flyway flyway) {
        List<String> names =
                pending(flyway).stream()
                        .map(info -> info.getVersion() + " " + info.getDescription())
                        .toList();
        try {
            flyway.migrate();
            return names;
        } catch (FlywayException exception) {
            throw new RunFailure(
                    1,
                    "The migration failed: %s The store is at %s; mend the cause and run daybook migrate again."
                            .formatted(exception.getMessage(), version(flyway)),
                    exception);
        }
    }

    private static String version(Flyway flyway) {
        MigrationInfo current = flyway.info().current();
        return current == null ? "none" : current.getVersion().getVersion();
    }

    private static boolean rolesExist(Connection connection, StoreSettings store) {
        StoreRoles roles = new StoreRoles(connection);
        return roles.exists(store.writer().user()) && roles.exists(store.readerRole());
    }

    private static boolean mayCreateSchemas(Connection connection) {
        return Sql.one(
                connection,
                "migrate",
                "select has_database_privilege(current_database(), 'create')",
                row -> row.getBoolean(1));
    }
}
