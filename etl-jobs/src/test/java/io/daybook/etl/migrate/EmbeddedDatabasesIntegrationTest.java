package io.daybook.etl.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.database.Credentials;
import io.daybook.schema.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabasesIntegrationTest {

    @TempDir static Path folder;

    @Test
    void makesSourceStoreAndRolesOnce() throws Exception {
        Path home = folder.resolve("home");
        try (EmbeddedDatabases databases = EmbeddedDatabases.open(home, List.of("events"))) {
            assertThat(databases.migration().version()).isEqualTo(Migrations.VERSION);
            assertThat(databases.migration().applied()).isNotEmpty();
            assertThat(databases.migration().statements()).isEmpty();
            assertThat(who(databases.store().url(), databases.store().writer()))
                    .isEqualTo("daybook_writer in daybook_store of daybook_owner");
            assertThat(who(databases.store().url(), databases.reader()))
                    .isEqualTo("daybook_reader in daybook_store of daybook_owner");
            assertThat(who(databases.sourceUrl(), databases.source()))
                    .isEqualTo("daybook_source in daybook_source of daybook_import");
            assertThat(who(databases.sourceUrl(), databases.importer()))
                    .isEqualTo("daybook_import in daybook_source of daybook_import");
        }
        Path passwords = home.resolve("credentials.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwords)))
                .isEqualTo("rw-------");
        Files.delete(passwords);
        try (EmbeddedDatabases databases = EmbeddedDatabases.open(home, List.of("events"))) {
            assertThat(databases.migration().nothingToDo()).isTrue();
            assertThat(who(databases.store().url(), databases.reader()))
                    .startsWith("daybook_reader");
        }
    }

    private static String who(String url, Credentials credentials) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(
                                url, credentials.user(), credentials.password());
                ResultSet result =
                        connection
                                .createStatement()
                                .executeQuery(
                                        """
                                        select current_user || ' in ' || datname || ' of '
                                            || pg_get_userbyid(datdba)
                                        from pg_database
                                        where datname = current_database()
                                        """)) {
            result.next();
            return result.getString(1);
        }
    }
}
