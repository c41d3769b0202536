package io.daybook.etl.embedded;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/** Sessions of the superuser on the embedded server. */
record ServerConnection(int port, String password) {

    /** What a server at the port has answered. */
    enum Answer {
        /** It takes our password and serves our data. */
        READY,
        /** It starts, recovers or stops. */
        BUSY,
        /** It refuses our password, or serves other data. */
        FOREIGN,
        /** There is none. */
        SILENT
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%s/%s"
                .formatted(
                        Integer.toString(port),
                        URLEncoder.encode(database, StandardCharsets.UTF_8));
    }

    Answer ask(Path data) {
        try (Connection connection = open();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            row.next();
            return data.toString().equals(row.getString(1)) ? Answer.READY : Answer.FOREIGN;
        } catch (SQLException e) {
            return answer(String.valueOf(e.getSQLState()));
        }
    }

    private static Answer answer(String sqlState) {
        if (sqlState.equals("57P03") || sqlState.equals("57P01") || sqlState.equals("53300")) {
            return Answer.BUSY; // cannot connect now, shutting down, too many connections
        }
        return sqlState.startsWith("08") ? Answer.SILENT : Answer.FOREIGN;
    }

    boolean createDatabaseIfMissing(String name) {
        if (name.isBlank() || name.getBytes(StandardCharsets.UTF_8).length > 63) {
            throw new IllegalArgumentException(
                    "Invalid database name: %s (expected 1 to 63 bytes)".formatted(name));
        }
        try (Connection connection = open()) {
            if (exists(connection, name)) {
                return false;
            }
            try (var create = connection.createStatement()) {
                create.execute("create database \"%s\"".formatted(name.replace("\"", "\"\"")));
                return true;
            } catch (SQLException e) {
                if (exists(connection, name)) {
                    return false; // another process was quicker
                }
                throw e;
            }
        } catch (SQLException e) {
            throw new EmbeddedServerUnavailable(
                    "Database %s could not be created: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (var select =
                connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", EmbeddedServer.USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection(url("postgres"), properties);
    }
}
