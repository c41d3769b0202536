package io.daybook.etl.imports;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.imports.ChunkReader.ChunkSize;
import io.daybook.etl.run.Progress;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Imports into the mart events from files in one directory. */
final class EventsImports {

    /** Two rows, so that a few make several chunks. */
    static final ChunkSize SMALL = new ChunkSize(2, 1_000_000, 1_000);

    /** Of a file for the table refund. */
    static final String HEADER = "refund_id,order_id,event_id,amount,status,refunded_at\n";

    final TestDatabase source;
    final TestDatabase store;
    private final Path directory;
    private final Credentials importer;

    /** By the superuser. */
    EventsImports(Path directory) {
        this(directory, TestPostgres.server().createDatabase());
    }

    private EventsImports(Path directory, TestDatabase source) {
        this(
                directory,
                source,
                TestPostgres.server().createStore(),
                source.user(),
                source.password());
    }

    /** By a role whose name is its password. */
    EventsImports(Path directory, String importer) {
        this(
                directory,
                TestPostgres.server().createDatabase(),
                TestPostgres.server().createStore(),
                importer,
                importer);
    }

    private EventsImports(
            Path directory, TestDatabase source, TestDatabase store, String user, String password) {
        this.directory = directory;
        this.source = source;
        this.store = store;
        this.importer = new Credentials(user, password);
    }

    /** Imports by the superuser into the same databases. */
    EventsImports bySuperuser() {
        return new EventsImports(directory, source, store, source.user(), source.password());
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(file(name), text);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** What is to be imported; never makes tables. */
    ImportRequest request(String file) {
        return request(file, Optional.empty(), 0);
    }

    ImportRequest request(String file, Optional<String> map, long maxErrors) {
        return new ImportRequest(
                directory, directory, file, map, Optional.empty(), false, maxErrors);
    }

    /** The same, making the tables. */
    ImportRequest creating(String file) {
        return new ImportRequest(
                directory, directory, file, Optional.empty(), Optional.empty(), true, 0);
    }

    ImportReport run(String table, ImportRequest request) {
        return run(table, request, Progress.SILENT, ChunkSize.USUAL);
    }

    ImportReport run(String table, ImportRequest request, Progress progress, ChunkSize chunk) {
        return prepared(table, request, progress, chunk).run();
    }

    CsvImport prepared(String table, ImportRequest request, Progress progress, ChunkSize chunk) {
        return new CsvImport(
                PreparedImport.of(EventsMart.MART, table, request),
                new SourceSettings(
                        source.url(),
                        new Credentials(TestPostgres.READER, TestPostgres.READER),
                        "events",
                        Duration.ZERO,
                        Duration.ofHours(1),
                        Optional.empty()),
                importer,
                EventsMart.over(source, "events", store).storeSettings(),
                progress,
                chunk);
    }

    List<String> tables() {
        return source.rows(
                "select relname from pg_class where relnamespace = 'events'::regnamespace"
                        + " and relkind = 'r' order by 1");
    }

    /** How many refunds there are, and each as key and amount. */
    String refunds() {
        return source.value(
                "select count(*), string_agg(refund_id || ':' || amount, ' ' order by refund_id)"
                        + " from events.refund");
    }
}
