package io.daybook.etl.imports;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.imports.ChunkReader.ChunkSize;
import io.daybook.etl.imports.ImportReport.RejectedRow;
import io.daybook.etl.imports.Staging.Position;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.source.SourceSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the job of one import does, step by step, on one connection to the source. */
final class ImportSteps implements AutoCloseable {

    private static final int FIRST_REJECTS = 10;

    private final PreparedImport prepared;
    private final Connection connection;
    private final Progress progress;
    private final ChunkReader chunks;
    private final Staging staging;
    private Position position;
    private boolean begun;
    private boolean fateUnknown;
    private long continuedAfter;
    private volatile boolean stopRequested;
    private @Nullable RuntimeException failure;
    private @Nullable ImportReport report;

    ImportSteps(PreparedImport prepared, SourceSchema schema, ChunkSize chunk, Progress progress) {
        this.prepared = prepared;
        this.connection = schema.connection();
        this.progress = progress;
        this.chunks = new ChunkReader(prepared, chunk, this::stopWhenAsked);
        this.staging = new Staging(schema, prepared.table(), chunks.columns());
        this.position = Position.START;
    }

    /** One piece of work of a step. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** The name of the job: its history is told by it. */
    String job() {
        return "import %s.%s".formatted(prepared.mart().name(), prepared.table().name());
    }

    /** Whether a step has begun. */
    boolean begun() {
        return begun;
    }

    /**
     * The report of an import that came to its end; else what it failed at is thrown.
     *
     * @param failures of the job: beside a report they are those of its history
     */
    ImportReport report(List<Throwable> failures) {
        if (failure != null) {
            throw failure;
        }
        if (report == null) {
            throw new RunFailure(
                    1,
                    "Spring Batch broke the import of %s off: %s (the table %s is unchanged; the same command goes on)"
                            .formatted(
                                    prepared.file().getFileName(),
                                    failures.isEmpty() ? "no step failed" : reason(failures),
                                    prepared.table().name()));
        }
        if (!failures.isEmpty()) {
            progress.message(
                    "the import is done, but its history in the store could not be written: "
                            + reason(failures));
        }
        return report;
    }

    /** The innermost one in one line: those around it name classes of libraries. */
    private static String reason(List<Throwable> failures) {
        Throwable reason = failures.get(0);
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return String.valueOf(reason.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** Ends the import at the next row, and a statement under way at once. */
    void stop() {
        stopRequested = true;
        Sql.cancel(connection);
    }

    /** Finds where an earlier import of the same file stopped, or begins. */
    void begin() {
        begun = true;
        guarded(
                () -> {
                    Optional<Position> earlier = staging.position(prepared.identity());
                    if (earlier.isEmpty()) {
                        staging.begin(prepared.identity());
                    }
                    connection.commit();
                    position = earlier.orElse(Position.START);
                    continuedAfter = position.read();
                    progress.step("read", prepared.table().name(), chunks.expected());
                    if (continuedAfter > 0) {
                        progress.message(
                                "going on after %,d rows that an earlier import of this file read"
                                        .formatted(continuedAfter));
                        chunks.skip(continuedAfter);
                    }
                    return position;
                });
    }

    /** Stages the next chunk of the file; false when there is none. */
    boolean readChunk() {
        return guarded(
                () -> {
                    if (position.ended()) {
                        return false;
                    }
                    Position before = position;
                    position = chunks.stage(staging, before);
                    connection.commit();
                    progress.advance(position.read() - before.read());
                    return !position.ended();
                });
    }

    /** Loads what was staged, or nothing; in either case the staging is gone. */
    void load() {
        progress.step("load", prepared.table().name(), 0);
        guarded(
                () -> {
                    staging.lockTarget();
                    long rejected = position.rejected() + staging.rejectDuplicates();
                    boolean refused =
                            rejected > prepared.maxErrors() || position.brokenOff().isPresent();
                    long loaded = refused ? 0 : staging.load();
                    List<RejectedRow> first = new ArrayList<>();
                    if (rejected > 0) {
                        prepared.rejects().write(rows -> staging.rejected(rows, 0));
                        staging.rejected(
                                reject ->
                                        first.add(
                                                new RejectedRow(
                                                        reject.line(),
                                                        reject.column(),
                                                        reject.reason())),
                                FIRST_REJECTS);
                    }
                    staging.drop();
                    commit(loaded);
                    report = report(rejected, loaded, first);
                    return report;
                });
    }

    /** A connection that breaks in the commit leaves nobody knowing what became of the rows. */
    private void commit(long loaded) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException exception) {
            if (loaded == 0 || !isBroken(exception)) {
                throw exception;
            }
            fateUnknown = true;
            throw new RunFailure(
                    1,
                    ("The connection to the source broke while the rows of %s were being committed."
                                    + " Whether the table %s has them is not known. The same command"
                                    + " finds out: it loads them if they are not there, and rejects"
                                    + " every one of them if they are.")
                            .formatted(prepared.file().getFileName(), prepared.table().name()),
                    exception);
        }
    }

    /** A connection exception, or a server that is shutting down or ending the session. */
    private static boolean isBroken(SQLException exception) {
        String state = String.valueOf(exception.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    private ImportReport report(long rejected, long loaded, List<RejectedRow> first) {
        return new ImportReport(
                prepared.mart().name(),
                prepared.table().name(),
                prepared.file().toString(),
                position.read(),
                loaded,
                rejected,
                position.read() - rejected - loaded,
                continuedAfter,
                chunks.filled(),
                rejected > 0 ? prepared.rejects().name() : null,
                first,
                position.brokenOff().orElse(null));
    }

    private void stopWhenAsked() {
        if (stopRequested) {
            throw stopped();
        }
    }

    private RunFailure stopped() {
        return new RunFailure(
                130,
                "Stopped; the table %s is unchanged. The same command goes on after %,d rows."
                        .formatted(prepared.table().name(), position.read()));
    }

    /** Undoes what a failed piece of work did, and remembers why it failed. */
    private <T> T guarded(Work<T> work) {
        if (failure != null) {
            throw failure;
        }
        try {
            stopWhenAsked();
            return work.run();
        } catch (SQLException exception) {
            throw failed(told(exception, null));
        } catch (StatementFailed exception) {
            throw failed(
                    exception.getCause() instanceof SQLException cause
                            ? told(cause, exception)
                            : exception);
        } catch (RuntimeException exception) {
            throw failed(exception);
        }
    }

    private RuntimeException failed(RuntimeException exception) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            exception.addSuppressed(lost);
        }
        failure = stopRequested && !fateUnknown ? stopped() : exception;
        return failure;
    }

    /** The server's words about a row hold its values: they are not told. */
    private RuntimeException told(SQLException exception, @Nullable StatementFailed whole) {
        String state = String.valueOf(exception.getSQLState());
        if (state.startsWith("22") || state.startsWith("23")) {
            return new RunFailure(
                    1,
                    ("PostgreSQL refused a row of %s (SQLSTATE %s), after row %d. The table %s is"
                                    + " unchanged; look for constraints of its own.")
                            .formatted(
                                    prepared.file().getFileName(),
                                    state,
                                    position.read(),
                                    prepared.table().name()));
        }
        return whole != null ? whole : new StatementFailed("importing", "copy", exception);
    }

    @Override
    public void close() {
        chunks.close();
    }
}
