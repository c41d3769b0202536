package io.daybook.schema.testing;

import io.daybook.schema.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The suite's PostgreSQL: {@code DAYBOOK_TEST_JDBC_URL} (a superuser's URL with its credentials),
 * else Testcontainers where Docker answers, else the embedded server. One per JVM; every database
 * made on it is new.
 */
public final class TestPostgres {

    public static final String OWNER = "daybook_owner";
    public static final String WRITER = "daybook_writer";
    public static final String READER = "daybook_reader";

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final String RUN = Long.toString(ProcessHandle.current().pid(), 36);

    private final TestDatabase admin;
    private final String template;

    private TestPostgres(TestDatabase admin) {
        this.admin = admin;
        createRoles();
        this.template = migratedTemplate();
    }

    private static final class Holder {
        static final TestPostgres SERVER = new TestPostgres(choose());
    }

    /** The server, started by the first call. */
    public static TestPostgres server() {
        return Holder.SERVER;
    }

    /** A new empty database. */
    public TestDatabase createDatabase() {
        return create("template0");
    }

    /** A new store database with all migrations applied. */
    public TestDatabase createStore() {
        return create(template);
    }

    /** Applies the migrations as the owner, like {@code daybook migrate} does. */
    public static void migrate(TestDatabase database) {
        Flyway.configure()
                .dataSource(database.url(), OWNER, OWNER)
                .locations(Migrations.LOCATION)
                .defaultSchema(Migrations.HISTORY_SCHEMA)
                .placeholders(Migrations.placeholders(OWNER, WRITER, READER))
                .load()
                .migrate();
    }

    private String migratedTemplate() {
        TestDatabase database = create("template0");
        admin.execute("alter database " + database.name() + " owner to " + OWNER);
        migrate(database);
        return database.name();
    }

    private TestDatabase create(String from) {
        String name = "test_" + RUN + "_" + COUNTER.incrementAndGet();
        try (var connection = admin.connect();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + from);
            if (!from.equals("template0")) {
                statement.execute("alter database " + name + " owner to " + OWNER);
            }
        } catch (java.sql.SQLException exception) {
            throw new IllegalStateException("cannot create database " + name, exception);
        }
        String url = admin.url().replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1");
        return new TestDatabase(name, url, admin.user(), admin.password());
    }

    private void createRoles() {
        List.of(OWNER, WRITER, READER).forEach(this::createRole);
    }

    /** Makes a role that may log in and do nothing else, unless it is there. */
    public void createRole(String role) {
        admin.execute(
                """
                do $$ begin
                    if not exists (select from pg_roles where rolname = '%1$s') then
                        create role %1$s login password '%1$s';
                    end if;
                end $$"""
                        .formatted(role));
    }

    private static TestDatabase choose() {
        String configured = System.getenv("DAYBOOK_TEST_JDBC_URL");
        if (configured != null && !configured.isBlank()) {
            return fromUrl(configured);
        }
        if (Files.exists(Path.of("/var/run/docker.sock"))
                && DockerClientFactory.instance().isDockerAvailable()) {
            return fromContainer();
        }
        return embedded();
    }

    private static TestDatabase fromUrl(String url) {
        var parameters = org.postgresql.Driver.parseURL(url, new java.util.Properties());
        if (parameters == null) {
            throw new IllegalStateException("DAYBOOK_TEST_JDBC_URL is no PostgreSQL URL");
        }
        return new TestDatabase(
                parameters.getProperty("PGDBNAME"),
                url.replaceFirst("\\?.*", ""),
                parameters.getProperty("user", "postgres"),
                parameters.getProperty("password", ""));
    }

    private static TestDatabase fromContainer() {
        @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
        container.start();
        return new TestDatabase(
                container.getDatabaseName(),
                container.getJdbcUrl().replaceFirst("\\?.*", ""),
                container.getUsername(),
                container.getPassword());
    }

    private static TestDatabase embedded() {
        try {
            Path data = Files.createTempDirectory("daybook-test-postgres");
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setCleanDataDirectory(false)
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("max_prepared_transactions", "10")
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, data)));
            String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
            return new TestDatabase("postgres", url, "postgres", "postgres");
        } catch (IOException exception) {
            throw new IllegalStateException("cannot start the embedded PostgreSQL", exception);
        }
    }

    /**
     * Hundreds of test databases are gigabytes: they are deleted by a process of its own, since the
     * test JVM is killed when it takes long to exit.
     */
    private static void close(EmbeddedPostgres server, Path data) {
        try {
            server.close();
            new ProcessBuilder("rm", "-rf", data.toString()).start();
        } catch (IOException exception) {
            System.err.println("embedded PostgreSQL was not removed: " + exception.getMessage());
        }
    }
}
