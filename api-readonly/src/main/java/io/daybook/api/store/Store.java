package io.daybook.api.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.postgresql.Driver;

/**
 * The reader's connections. Every use is one REPEATABLE READ, READ ONLY transaction, so that all
 * that a payload says belongs to one generation. Thread-safe.
 */
public final class Store implements AutoCloseable {

    private final HikariDataSource pool;
    private final String url;
    private final Properties properties;

    private Store(HikariDataSource pool, HikariConfig config, String user, String password) {
        this.pool = pool;
        this.url = config.getJdbcUrl();
        this.properties = new Properties();
        properties.putAll(config.getDataSourceProperties());
        properties.setProperty("user", user);
        properties.setProperty("password", password);
    }

    /**
     * Connects.
     *
     * @throws StoreUnreachable naming the URL and role
     */
    public static Store open(String url, String user, String password) {
        return open(url, user, password, 10, Duration.ofSeconds(15));
    }

    /**
     * Connects for one long reading, which may wait for its rows.
     *
     * @throws StoreUnreachable naming the URL and role
     */
    public static Store openForExport(String url, String user, String password) {
        return open(url, user, password, 1, Duration.ofMinutes(30));
    }

    private static Store open(
            String url, String user, String password, int connections, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("daybook-reader");
        // by name: the driver manager finds only what was on the first class path it saw
        config.setDriverClassName("org.postgresql.Driver");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setReadOnly(true);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(Math.min(connections, 2));
        // a dashboard rather reads "store unreachable" than waits
        config.setConnectionTimeout(3_000);
        config.setValidationTimeout(1_000);
        config.setConnectionInitSql(
                // literals are rendered without escapes
                "set statement_timeout = '%ds'; set standard_conforming_strings = on"
                        .formatted(patience.toSeconds()));
        config.addDataSourceProperty("ApplicationName", "daybook-api");
        config.addDataSourceProperty("connectTimeout", "3");
        // above statement_timeout: cuts only what the server no longer answers
        config.addDataSourceProperty("socketTimeout", Long.toString(patience.toSeconds() + 5));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        try {
            return new Store(new HikariDataSource(config), config, user, password);
        } catch (PoolInitializationException exception) {
            throw new StoreUnreachable(
                    "Cannot connect to the store %s as %s: %s. Nothing was started."
                            .formatted(withoutParameters(url), user, sentence(exception)),
                    exception);
        }
    }

    /** A URL's parameters may hold a password. */
    private static String withoutParameters(String url) {
        return url.replaceFirst("\\?.*", "");
    }

    private static String sentence(Throwable exception) {
        Throwable cause = exception.getCause() == null ? exception : exception.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /**
     * Reads one snapshot as a tenant: row-level security shows that tenant's rows only, and forgets
     * it when the transaction ends.
     *
     * @throws StoreUnreachable when the store does not answer, or not in time
     */
    public <T> T read(String tenant, Function<DSLContext, T> work) {
        return read(
                dsl -> {
                    dsl.select(
                                    DSL.function(
                                            "set_config",
                                            String.class,
                                            DSL.inline("daybook.tenant"),
                                            DSL.val(tenant),
                                            DSL.inline(true)))
                            .fetch();
                    return work.apply(dsl);
                });
    }

    /** Reads one snapshot as no tenant: every metric table is empty. */
    public <T> T read(Function<DSLContext, T> work) {
        try (Connection connection = pool.getConnection()) {
            T result = work.apply(DSL.using(connection, SQLDialect.POSTGRES));
            connection.commit();
            return result;
        } catch (SQLException exception) {
            throw new StoreUnreachable("The store does not answer", exception);
        } catch (DataAccessException exception) {
            if (meansUnreachable(exception.sqlState())) {
                throw new StoreUnreachable("The store does not answer", exception);
            }
            throw exception;
        }
    }

    /**
     * A connection of its own beside the pool, in autocommit, for whoever stays on it. The caller
     * closes it.
     *
     * @param name the store's operator sees it as the application's
     */
    public Connection connect(String name) throws SQLException {
        Properties own = new Properties();
        own.putAll(properties);
        own.setProperty("ApplicationName", name);
        Connection connection = new Driver().connect(url, own);
        if (connection == null) {
            throw new SQLException("no PostgreSQL URL: " + withoutParameters(url));
        }
        connection.setReadOnly(true);
        return connection;
    }

    /** Connection lost, server shutting down or out of connections, or a statement timed out. */
    private static boolean meansUnreachable(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }

    @Override
    public void close() {
        pool.close();
    }
}
