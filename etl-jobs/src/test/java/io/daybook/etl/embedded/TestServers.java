package io.daybook.etl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Looks at a server from outside. */
final class TestServers {

    private TestServers() {}

    static Optional<PostmasterFile> postmaster(Path home) throws IOException {
        return PostmasterFile.read(home.toRealPath().resolve("data"));
    }

    /** Ends a server that a failed test has left before it says so. */
    static void assertStopped(Path home) throws IOException {
        Optional<PostmasterFile> left = postmaster(home).filter(PostmasterFile::isServerAlive);
        left.flatMap(server -> ProcessHandle.of(server.pid()))
                .ifPresent(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
    }

    static int port(EmbeddedServer server) {
        return URI.create(server.jdbcUrl("postgres").substring("jdbc:".length())).getPort();
    }

    static String query(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.user(), server.password());
    }
}
