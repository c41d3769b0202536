package io.daybook.etl.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.Migrations;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

class MigratorIntegrationTest {

    private static final Migrator MIGRATOR = new Migrator(List.of("events"));

    private final TestDatabase database = TestPostgres.server().createDatabase();
    private final List<String> roles = new ArrayList<>();

    /** Roles belong to the server, not to the database. */
    @AfterEach
    void dropRoles() {
        for (String role : roles) {
            database.execute("drop owned by " + role);
            database.execute("drop role " + role);
        }
    }

    @Test
    void migratesAnEmptyDatabaseOnce() {
        giveTo(TestPostgres.OWNER);
        MigrationReport first = MIGRATOR.migrate(store(), Optional.empty());
        assertThat(first.version()).isEqualTo(Migrations.VERSION);
        assertThat(first.applied()).startsWith("001 schemas and protection");
        assertThat(first.applied()).last().asString().startsWith(Migrations.VERSION);
        assertThat(first.rolesCreated()).isEmpty();
        assertThat(first.statements()).isEmpty();
        assertThat(first.blocked()).isFalse();

        MigrationReport second = MIGRATOR.migrate(store(), Optional.empty());
        assertThat(second.nothingToDo()).isTrue();
        assertThat(second.version()).isEqualTo(Migrations.VERSION);
    }

    @Test
    void leavesEverythingToTheOwner() {
        giveTo(TestPostgres.OWNER);
        MIGRATOR.migrate(store(), Optional.empty());
        assertThat(
                        database.rows(
                                """
                                select distinct pg_get_userbyid(nspowner)
                                from pg_namespace
                                where nspname in ('daybook', 'batch', 'staging', 'events', 'venues')
                                """))
                .containsExactly(TestPostgres.OWNER);
    }

    @Test
    void makesMissingRolesThatCanConnect() throws Exception {
        String writer = role("writer");
        String reader = role("reader");
        StoreSettings store =
                new StoreSettings(
                        database.url(),
                        Optional.of(new Credentials(database.user(), database.password())),
                        new Credentials(writer, "it's a \"secret\""),
                        reader);
        database.execute("revoke all on database %s from public".formatted(database.name()));
        MigrationReport report = MIGRATOR.migrate(store, Optional.of("read"));
        roles.addAll(List.of(writer, reader));
        assertThat(report.rolesCreated()).containsExactly(writer, reader);
        assertThat(report.statements()).isEmpty();
        try (Connection connection = database.connect(writer, "it's a \"secret\"")) {
            assertThat(connection.isValid(5)).isTrue();
        }
        try (Connection connection = database.connect(reader, "read")) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void makesARoleWithoutPasswordAndSaysSo() {
        String writer = role("writer");
        String reader = role("reader");
        StoreSettings store =
                new StoreSettings(
                        database.url(),
                        Optional.of(new Credentials(database.user(), database.password())),
                        new Credentials(writer, "w"),
                        reader);
        MigrationReport report = MIGRATOR.migrate(store, Optional.empty());
        roles.addAll(List.of(writer, reader));
        assertThat(report.statements())
                .containsExactly(
                        "alter role \"%1$s\" password '<password of %1$s>';".formatted(reader));
    }

    @Test
    void saysWhatAnAdministratorHasToRun() {
        String writer = role("writer");
        String reader = role("reader");
        StoreSettings store =
                new StoreSettings(
                        database.url(),
                        Optional.of(new Credentials(TestPostgres.OWNER, TestPostgres.OWNER)),
                        new Credentials(writer, "canary"),
                        reader);
        MigrationReport report = MIGRATOR.migrate(store, Optional.of("canary"));
        assertThat(report.blocked()).isTrue();
        assertThat(report.version()).isEqualTo("none");
        assertThat(report.applied()).isEmpty();
        assertThat(report.statements())
                .containsExactly(
                        "create role \"%1$s\" login password '<password of %1$s>';"
                                .formatted(writer),
                        "create role \"%1$s\" login password '<password of %1$s>';"
                                .formatted(reader),
                        "grant create on database \"%s\" to \"%s\";"
                                .formatted(database.name(), TestPostgres.OWNER));
        assertThat(database.value("select count(*) from pg_namespace where nspname = 'daybook'"))
                .isEqualTo("0");
    }

    @Test
    void doesNotMigrateDuringARunAndNamesIt() throws Exception {
        giveTo(TestPostgres.OWNER);
        try (Connection run = database.connect();
                var statement = run.createStatement()) {
            statement.execute("set application_name = 'daybook run events'");
            statement.execute("select pg_advisory_lock(1145133378, hashtext('events'))");
            assertThatThrownBy(() -> MIGRATOR.migrate(store(), Optional.empty()))
                    .isInstanceOfSatisfying(
                            RunFailure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(75))
                    .hasMessageMatching(
                            "Busy: the mart events is locked by 'daybook run events' \\(role \\w+,"
                                    + " backend \\d+\\)\\. Nothing was migrated; wait for it to end"
                                    + " and run daybook migrate again\\.");
        }
        assertThat(MIGRATOR.migrate(store(), Optional.empty()).applied()).isNotEmpty();
    }

    @Test
    void appliesEachMigrationOnceWhenThreeMigrateAtOnce() {
        giveTo(TestPostgres.OWNER);
        List<CompletableFuture<Integer>> codes = new ArrayList<>();
        for (int process = 0; process < 3; process++) {
            codes.add(CompletableFuture.supplyAsync(this::exitCode));
        }
        assertThat(codes.stream().map(CompletableFuture::join).toList())
                .contains(0)
                .allMatch(code -> code == 0 || code == 75);
        assertThat(MIGRATOR.migrate(store(), Optional.empty()).nothingToDo()).isTrue();
    }

    @Test
    void refusesAStoreThatIsNewer() {
        giveTo(TestPostgres.OWNER);
        MIGRATOR.migrate(store(), Optional.empty());
        database.execute(
                """
                insert into daybook.flyway_schema_history
                select 99, '099', 'later', type, 'V099__later.sql', 0, installed_by, installed_on,
                    1, true
                from daybook.flyway_schema_history where version = '001'
                """);
        assertThatThrownBy(() -> MIGRATOR.migrate(store(), Optional.empty()))
                .hasMessage(
                        "The store's schema is newer than this Daybook: 099 (expected at most %s)."
                                        .formatted(Migrations.VERSION)
                                + " Nothing was changed; use the newer Daybook.");
    }

    @Test
    void refusesAStoreMadeByOtherFiles() {
        giveTo(TestPostgres.OWNER);
        MIGRATOR.migrate(store(), Optional.empty());
        database.execute(
                "update daybook.flyway_schema_history set checksum = 1 where version = '003'");
        assertThatThrownBy(() -> MIGRATOR.migrate(store(), Optional.empty()))
                .isInstanceOf(RunFailure.class)
                .hasMessageStartingWith(
                        "The store was migrated by other files than this Daybook's: ")
                .hasMessageContaining("003");
    }

    private int exitCode() {
        try {
            MIGRATOR.migrate(store(), Optional.empty());
            return 0;
        } catch (RunFailure failure) {
            return failure.exitCode();
        }
    }

    private void giveTo(String owner) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("alter database %s owner to %s".formatted(database.name(), owner));
        } catch (java.sql.SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private String role(String what) {
        return database.name() + "_" + what;
    }

    private StoreSettings store() {
        return new StoreSettings(
                database.url(),
                Optional.of(new Credentials(TestPostgres.OWNER, TestPostgres.OWNER)),
                new Credentials(TestPostgres.WRITER, TestPostgres.WRITER),
                TestPostgres.READER);
    }
}
