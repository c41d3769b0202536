package io.daybook.etl.embedded;

import static io.daybook.etl.embedded.TestServers.execute;
import static io.daybook.etl.embedded.TestServers.port;
import static io.daybook.etl.embedded.TestServers.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server is like. */
@Tag("connections")
class EmbeddedServerIntegrationTest {

    /** One for all methods, as a home takes some seconds to make. */
    @TempDir static Path home;

    private static final int NOBODY = 65534;

    @AfterEach
    void leavesNothingRunning() throws Exception {
        TestServers.assertStopped(home);
    }

    @Test
    void acceptsConnectionsWithThePasswordOnly() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            assertThat(query(server, "select current_user")).isEqualTo("daybook");
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            server.jdbcUrl("postgres"), server.user(), "daybook"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            server.jdbcUrl("postgres"), server.user(), null))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("no password was provided");
        }
    }

    @Test
    void writesToDiskAndListensOnLoopbackAlone() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            assertThat(
                            settings(
                                    server,
                                    "fsync",
                                    "full_page_writes",
                                    "synchronous_commit",
                                    "listen_addresses",
                                    "unix_socket_directories",
                                    "server_encoding",
                                    "password_encryption",
                                    "max_prepared_transactions",
                                    "client_connection_check_interval"))
                    .containsExactly(
                            "on", "on", "on", "127.0.0.1", "", "UTF8", "scram-sha-256", "10", "1s");
            // the driver sets a session's zone to the JVM's, so ask for the server's own
            assertThat(
                            query(
                                    server,
                                    "select setting from pg_file_settings"
                                            + " where name = 'timezone' and applied"))
                    .isEqualTo("UTC");
            assertThat(query(server, "select lower('ÄÖÜ'), version()")).isEqualTo("äöü");
        }
    }

    @Test
    void keepsDirectoryAndPasswordFromOthers() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            assertThat(permissions(home)).isEqualTo("rwx------");
            assertThat(permissions(home.resolve("data"))).isEqualTo("rwx------");
            assertThat(permissions(home.resolve("password"))).isEqualTo("rw-------");
            assertThat(permissions(home.resolve("server.log"))).isEqualTo("rw-------");
            assertThat(Files.readString(home.resolve("password")).strip())
                    .isEqualTo(server.password())
                    .hasSizeGreaterThanOrEqualTo(32);
        }
    }

    @Test
    void createsADatabaseOnce() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            String name = "with \"quotes\" & ümlaut";
            assertThat(server.createDatabaseIfMissing(name)).isTrue();
            assertThat(server.createDatabaseIfMissing(name)).isFalse();
            try (Connection connection =
                    DriverManager.getConnection(
                            server.jdbcUrl(name), server.user(), server.password())) {
                assertThat(connection.getCatalog()).isEqualTo(name);
            }
            assertThatThrownBy(() -> server.createDatabaseIfMissing("x".repeat(64)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keepsItsDataWhenItIsClosedAndOpened() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            execute(server, "create table kept as select 42 as answer");
        }
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            assertThat(query(server, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void refusesAnotherPassword() throws Exception {
        Path password = home.resolve("password");
        EmbeddedServer.open(home).close();
        String right = Files.readString(password);
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            Files.writeString(password, "wrong\n");
            assertThatThrownBy(() -> EmbeddedServer.open(home))
                    .isInstanceOf(EmbeddedServerUnavailable.class)
                    .hasMessage(
                            """
                            PostgreSQL in %s on port %d does not accept the password in %s. \
                            Nothing was changed. Put the password's file back, or set \
                            DAYBOOK_STORE_URL to use a PostgreSQL of yours."""
                                    .formatted(
                                            home.toRealPath().resolve("data"),
                                            port(server),
                                            home.toRealPath().resolve("password")));
            Files.writeString(password, right);
        }
    }

    @Test
    void leavesDataOfAnotherVersionAlone() throws Exception {
        EmbeddedServer.open(home).close();
        Path version = home.resolve("data/PG_VERSION");
        Files.writeString(version, "17\n");
        try {
            assertThatThrownBy(() -> EmbeddedServer.open(home))
                    .isInstanceOf(EmbeddedServerUnavailable.class)
                    .hasMessageContaining("holds version 17 (expected 18). Nothing was changed.");
        } finally {
            Files.writeString(version, "18\n");
        }
    }

    @Test
    void saysWhatTheServerSaidWhenItDoesNotStart() throws Exception {
        EmbeddedServer.open(home).close();
        Path configuration = home.resolve("data/postgresql.conf");
        String right = Files.readString(configuration);
        Files.writeString(configuration, right + "\nno_such_setting = 1\n");
        try {
            assertThatThrownBy(() -> EmbeddedServer.open(home))
                    .isInstanceOf(EmbeddedServerUnavailable.class)
                    .hasMessageContaining("unrecognized configuration parameter")
                    .hasMessageContaining("DAYBOOK_STORE_URL");
        } finally {
            Files.writeString(configuration, right);
        }
    }

    @Test
    void runsAsTheOwnerOfTheHomeWhenWeAreRoot(@TempDir Path given) throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        Files.setAttribute(given, "unix:uid", NOBODY);
        try (EmbeddedServer server = EmbeddedServer.open(given)) {
            assertThat(query(server, "select 1")).isEqualTo("1");
            assertThat(Files.getAttribute(given.resolve("data"), "unix:uid")).isEqualTo(NOBODY);
            assertThat(Files.getAttribute(given.resolve("users.lock"), "unix:uid"))
                    .isEqualTo(NOBODY);
        }
        TestServers.assertStopped(given);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<String> settings(EmbeddedServer server, String... names)
            throws SQLException {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(query(server, "show " + name));
        }
        return values;
    }
}
