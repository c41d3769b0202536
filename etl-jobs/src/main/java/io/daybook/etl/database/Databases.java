package io.daybook.etl.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/**
 * Opens connections to source and store, both with the session settings under which a row has one
 * text only: UTC, ISO dates, shortest exact floats. Fingerprints are compared across the two.
 */
public final class Databases {

    /**
     * Longer than any statement timeout: a dead network ends the wait, a slow statement does not.
     */
    private static final String SOCKET_TIMEOUT_SECONDS = "7500";

    /**
     * How every connection of ours notices that the network or the other side is gone. Parameters
     * of the URL win over these.
     */
    public static final Map<String, String> PATIENCE =
            Map.of(
                    "tcpKeepAlive", "true",
                    "connectTimeout", "10",
                    // a server that accepts the connection and then never answers
                    "loginTimeout", "30",
                    "socketTimeout", SOCKET_TIMEOUT_SECONDS);

    /**
     * How the store notices that we are gone: a killed run's statement would else go on, and hold
     * what it has locked, until it ends by itself; a machine that vanished would hold its locks for
     * the two hours of the operating system.
     */
    public static final String NOTICE_OUR_END =
            "set client_connection_check_interval = '1s'; set tcp_keepalives_idle = 30;"
                    + " set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3";

    private Databases() {}

    /**
     * A read-only connection to the source.
     *
     * @throws DatabaseUnavailable naming the address and the server's answer
     */
    public static Connection source(SourceSettings source) {
        Connection connection = open("source", source.url(), source.credentials(), "daybook");
        settle(
                connection,
                "set default_transaction_read_only = on",
                "set lock_timeout = '5s'",
                "set statement_timeout = '10min'",
                // nothing of the source's own may answer to a name that a view uses
                "set search_path = pg_catalog");
        noticeOurEnd(connection);
        return connection;
    }

    /**
     * A connection to the source that may write: only into what carries Daybook's marker.
     *
     * @param purpose shown in the server's activity view, e.g. {@code import}
     * @throws DatabaseUnavailable naming the address and the server's answer
     */
    public static Connection importer(String url, Credentials importer, String purpose) {
        Connection connection = open("source", url, importer, "daybook " + purpose);
        noticeOurEnd(connection);
        return connection;
    }

    /**
     * A connection to the store as its writer.
     *
     * @param purpose shown in the server's activity view, e.g. {@code run events}
     * @throws DatabaseUnavailable naming the address and the server's answer
     */
    public static Connection store(StoreSettings store, String purpose) {
        Connection connection = open("store", store.url(), store.writer(), "daybook " + purpose);
        // the store's statements touch few rows each or write many: compiling them never pays
        settle(connection, NOTICE_OUR_END, "set jit = off");
        return connection;
    }

    private static Connection open(
            String role, String url, Credentials credentials, String applicationName) {
        Properties properties = new Properties();
        properties.setProperty("user", credentials.user());
        properties.setProperty("password", credentials.password());
        properties.setProperty("ApplicationName", applicationName);
        PATIENCE.forEach(properties::setProperty);
        try {
            Connection connection = DriverManager.getConnection(url, properties);
            settle(
                    connection,
                    "set time zone 'UTC'",
                    "set datestyle = 'ISO, YMD'",
                    "set intervalstyle = 'postgres'",
                    "set extra_float_digits = 1",
                    "set bytea_output = 'hex'",
                    // literals are rendered without escapes
                    "set standard_conforming_strings = on");
            return connection;
        } catch (SQLException exception) {
            throw new DatabaseUnavailable(role, url, exception);
        }
    }

    /** A killed run's statement ends, too, where the source can notice. */
    private static void noticeOurEnd(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set client_connection_check_interval = '1s'");
        } catch (SQLException exception) {
            // older than 14, or a system without it: the statement ends by its own timeout
            return;
        }
    }

    private static void settle(Connection connection, String... settings) {
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
        } catch (SQLException exception) {
            throw new StatementFailed("session settings", String.join("; ", settings), exception);
        }
    }
}
