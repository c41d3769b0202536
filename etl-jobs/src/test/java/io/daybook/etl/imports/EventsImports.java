package io.daybook.etl.imports;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.imports.ImportSteps.ChunkSize;
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

    final TestDatabase source = TestPostgres.server().createDatabase();
    final TestDatabase store = TestPostgres.server().createStore();
    private final Path directory;

    EventsImports(Path directory) {
        this.directory = directory;
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
                new Credentials(source.user(), source.password()),
                EventsMart.over(source, "events", store).storeSettings(),
                progress,
                chunk);
    }

    List<String> tables() {
        return source.rows(
                "select relname from pg_class where relnamespace = 'events'::regnamespace"
                        + " and relkind = 'r' order by 1");
    }
}
