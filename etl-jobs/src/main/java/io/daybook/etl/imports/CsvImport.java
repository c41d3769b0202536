package io.daybook.etl.imports;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.batch.BatchContext;
import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.imports.ChunkReader.ChunkSize;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.StoreVersion;
import io.daybook.etl.source.SourceSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * Loads a CSV file into a table of a mart's source: all its rows or, with more than the allowed
 * errors, none. Writes only to a schema that carries Daybook's marker.
 *
 * <p>An import that is killed leaves the table as it was; the same import of the same file then
 * goes on where it stopped. Not for use by several threads, but for {@link #stop}.
 */
public final class CsvImport {

    private static final String MADE_BY = "import";
    private static final String STAGE = "importing";
    private static final int TABLES_SHOWN = 8;

    /** The first half of the lock's key, "DAYI"; the second is the table. */
    private static final int IMPORT = 0x44415949;

    private final PreparedImport prepared;
    private final SourceSettings source;
    private final Credentials importer;
    private final StoreSettings store;
    private final Progress progress;
    private final ChunkSize chunk;
    private volatile @Nullable ImportSteps current;
    private volatile boolean stopRequested;

    /**
     * @param source whose reading role is granted what {@code --create} makes
     * @param importer the role that writes
     * @param store holds the history of imports
     */
    public CsvImport(
            PreparedImport prepared,
            SourceSettings source,
            Credentials importer,
            StoreSettings store,
            Progress progress) {
        this(prepared, source, importer, store, progress, ChunkSize.USUAL);
    }

    CsvImport(
            PreparedImport prepared,
            SourceSettings source,
            Credentials importer,
            StoreSettings store,
            Progress progress,
            ChunkSize chunk) {
        this.prepared = prepared;
        this.source = source;
        this.importer = importer;
        this.store = store;
        this.progress = progress;
        this.chunk = chunk;
    }

    /**
     * Imports the file.
     *
     * @throws RunFailure when it could not be done; exit code and message say why. The table is
     *     unchanged, unless the message says that this is not known
     */
    public ImportReport run() {
        checkStore();
        try (Connection connection = Databases.importer(source.url(), importer, purpose())) {
            connection.setAutoCommit(false);
            SourceSchema schema = new SourceSchema(connection, source.schema());
            lock(connection);
            prepare(schema);
            ImportReport report = run(schema);
            if (report.loaded() > 0) {
                analyze(schema);
            }
            return report;
        } catch (SQLException exception) {
            throw new StatementFailed(STAGE, "commit", exception);
        }
    }

    /**
     * Asks an import under way to stop: the table stays as it is, {@link #run} throws a {@link
     * RunFailure} with exit code 130. May be called from another thread; returns at once.
     */
    public void stop() {
        stopRequested = true;
        ImportSteps steps = current;
        if (steps != null) {
            steps.stop();
        }
    }

    /** The rows are in the table: nothing that fails here makes the import a failed one. */
    private void analyze(SourceSchema schema) {
        try {
            schema.analyze(prepared.table());
            schema.connection().commit();
        } catch (SQLException exception) {
            notAnalyzed(String.valueOf(exception.getSQLState()));
        } catch (StatementFailed exception) {
            notAnalyzed(exception.sqlState());
        }
    }

    /** The server's words may hold values of rows: they are not told. */
    private void notAnalyzed(String sqlState) {
        progress.message(
                "the rows are loaded, but the table %s was not analysed (SQLSTATE %s): the next run may be slower"
                        .formatted(prepared.table().name(), sqlState));
    }

    private ImportReport run(SourceSchema schema) {
        try (ImportSteps steps = new ImportSteps(prepared, schema, chunk, progress);
                BatchContext batch =
                        new BatchContext(
                                prepared.mart().name() + "-import",
                                store,
                                ImportSteps.class,
                                steps,
                                ImportJob.class)) {
            current = steps;
            if (stopRequested) {
                steps.stop();
            }
            return steps.report(launch(batch, steps));
        } finally {
            current = null;
        }
    }

    /**
     * Does the job, and returns what failed of it. The history may fail when the rows are loaded
     * already: only the steps know what became of them.
     */
    private List<Throwable> launch(BatchContext batch, ImportSteps steps) {
        JobParametersBuilder parameters =
                new JobParametersBuilder()
                        .addString("import", UUID.randomUUID().toString(), true)
                        .addString("file", String.valueOf(prepared.file().getFileName()), false);
        try {
            batch.closeOpenExecutions();
            return batch.start(parameters, steps::begun).getAllFailureExceptions();
        } catch (JobExecutionException | RuntimeException exception) {
            return List.of(exception);
        }
    }

    private void checkStore() {
        try (Connection connection = Databases.store(store, purpose())) {
            StoreVersion.check(connection, store);
        } catch (SQLException exception) {
            throw new StatementFailed("reading the store", "close", exception);
        }
    }

    /** PostgreSQL gives the lock back when this process ends, however it ends. */
    private void lock(Connection connection) {
        boolean taken =
                Sql.one(
                        connection,
                        STAGE,
                        "select pg_try_advisory_lock(%d, hashtext(%s))"
                                .formatted(
                                        IMPORT,
                                        text(source.schema() + "." + prepared.table().name())),
                        row -> row.getBoolean(1));
        if (!taken) {
            throw new RunFailure(
                    75,
                    "Table %s is busy: another import fills it (nothing was changed; try again when it is done)"
                            .formatted(prepared.table().name()));
        }
    }

    /**
     * Waits until nobody else makes tables in the schema; others then wait until the transaction
     * ends.
     */
    static void lockSchema(SourceSchema schema) {
        Sql.execute(
                schema.connection(),
                STAGE,
                "select pg_advisory_xact_lock(%d, hashtext(%s))"
                        .formatted(IMPORT, text(schema.name())));
    }

    private void prepare(SourceSchema schema) throws SQLException {
        if (prepared.create()) {
            lockSchema(schema);
        }
        Optional<SourceSchema.Marker> marker = schema.marker();
        List<String> tables = schema.tables();
        if (marker.isPresent()) {
            if (!tables.contains(prepared.table().name())) {
                throw new RunFailure(
                        2,
                        "The source schema %s has no table %s, although Daybook made it (its contract was another then). Nothing was changed; make the table as sql/%s/contract.sql says."
                                .formatted(
                                        schema.name(),
                                        prepared.table().name(),
                                        prepared.mart().name()));
            }
            return;
        }
        if (!tables.isEmpty()) {
            throw new RunFailure(
                    2,
                    "The source schema %s holds tables that Daybook did not make: %s (expected an empty one, or its marker %s). Nothing was changed; give import a database of its own."
                            .formatted(schema.name(), shortened(tables), SourceSchema.MARKER));
        }
        if (!prepared.create()) {
            throw new RunFailure(
                    2,
                    "The source schema %s is empty (expected the tables of %s). Nothing was changed; --create makes them."
                            .formatted(schema.name(), prepared.mart().name()));
        }
        schema.create();
        schema.createTables(prepared.mart().contract());
        schema.mark(MADE_BY);
        schema.grantReading(source.credentials().user());
        schema.connection().commit();
        progress.message(
                "made %d empty tables in the schema %s"
                        .formatted(prepared.mart().contract().tables().size(), schema.name()));
    }

    private static String shortened(List<String> names) {
        return names.size() <= TABLES_SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, TABLES_SHOWN))
                        + " and %d more".formatted(names.size() - TABLES_SHOWN);
    }

    private String purpose() {
        return "import %s %s".formatted(prepared.mart().name(), prepared.table().name());
    }
}
