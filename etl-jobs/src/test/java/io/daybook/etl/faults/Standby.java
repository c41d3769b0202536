package io.daybook.etl.faults;

import io.daybook.schema.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A primary server and its streaming standby, with one database, for one test class. */
final class Standby implements AutoCloseable {

    private static final String DATABASE = "shop";

    /** Of the running primary, or made anew by a server when it starts. */
    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

    private final Path directory;
    private final EmbeddedPostgres primaryServer;
    private final EmbeddedPostgres standbyServer;

    private Standby(
            Path directory, EmbeddedPostgres primaryServer, EmbeddedPostgres standbyServer) {
        this.directory = directory;
        this.primaryServer = primaryServer;
        this.standbyServer = standbyServer;
    }

    static Standby start() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("daybook-test-standby");
        EmbeddedPostgres primary = server(directory.resolve("primary"));
        try (Connection connection = database(primary, "postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
            backUp(statement, directory);
        }
        Files.writeString(
                directory.resolve("standby/postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=%d user=postgres'%n"
                        .formatted(primary.getPort()));
        Files.createFile(directory.resolve("standby/standby.signal"));
        return new Standby(directory, primary, server(directory.resolve("standby")));
    }

    TestDatabase primary() {
        return database(primaryServer, DATABASE);
    }

    TestDatabase standby() {
        return database(standbyServer, DATABASE);
    }

    /** Waits until the standby has replayed all that the primary has written so far. */
    void catchUp() {
        String written = primary().value("select pg_current_wal_insert_lsn()");
        String done = "select pg_last_wal_replay_lsn() >= pg_lsn '%s'".formatted(written);
        while (!standby().value(done).equals("t")) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException exception) {
                throw new IllegalStateException(exception);
            }
        }
    }

    private static EmbeddedPostgres server(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("max_connections", "50")
                .setServerConfig("autovacuum", "off")
                .start();
    }

    private static TestDatabase database(EmbeddedPostgres server, String name) {
        return new TestDatabase(
                name,
                "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), name),
                "postgres",
                "postgres");
    }

    /** What pg_basebackup does, which the embedded server does not bring along. */
    private static void backUp(Statement statement, Path directory)
            throws IOException, SQLException {
        statement.execute("select pg_backup_start('standby', true)");
        copy(directory.resolve("primary"), directory.resolve("standby"));
        try (ResultSet stopped =
                statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
            stopped.next();
            Files.writeString(
                    directory.resolve("standby/backup_label"), stopped.getString("labelfile"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        Files.copy(
                                folder,
                                to.resolve(from.relativize(folder)),
                                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path name = from.relativize(file);
                        if (!name.startsWith("pg_wal")
                                && !LEFT_OUT.contains(name.getFileName().toString())) {
                            try {
                                Files.copy(file, to.resolve(name));
                            } catch (NoSuchFileException exception) {
                                // a temporary file of the running server
                                return FileVisitResult.CONTINUE;
                            }
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    @Override
    public void close() throws IOException {
        standbyServer.close();
        primaryServer.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
