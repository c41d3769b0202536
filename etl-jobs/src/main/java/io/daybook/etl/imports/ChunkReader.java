package io.daybook.etl.imports;

import io.daybook.etl.csv.CsvFile;
import io.daybook.etl.csv.CsvRow;
import io.daybook.etl.csv.UnreadableCsv;
import io.daybook.etl.imports.RowReader.Result;
import io.daybook.etl.imports.Staging.Position;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.copy.CopyIn;

/** Moves the rows of one file into the staging, a chunk at a time. */
final class ChunkReader implements AutoCloseable {

    private final CsvFile file;
    private final RowReader reader;
    private final ChunkSize size;
    private final long expected;
    private final Runnable beforeRow;

    /** When a chunk is full: rows staged, characters of them, or rows rejected. */
    record ChunkSize(long rows, long characters, int rejects) {
        static final ChunkSize USUAL = new ChunkSize(50_000, 8 * 1024 * 1024, 1_000);
    }

    /**
     * Opens the file.
     *
     * @param beforeRow may end the reading by an exception
     */
    ChunkReader(PreparedImport prepared, ChunkSize size, Runnable beforeRow) {
        this.size = size;
        this.expected = prepared.bytes() / size.characters() + 1;
        this.beforeRow = beforeRow;
        this.file = prepared.open();
        this.reader = prepared.reader(file);
    }

    /** The columns that rows have values for, in their order. */
    List<String> columns() {
        return reader.columns();
    }

    /** Columns that may be null and that the file does not have. */
    List<String> filled() {
        return reader.filled();
    }

    /** About how many chunks the file has, for progress only. */
    long expected() {
        return expected;
    }

    /** Passes over rows that were staged before. */
    void skip(long rows) {
        for (long row = 0; row < rows; row++) {
            beforeRow.run();
            try {
                file.next();
            } catch (UnreadableCsv unreadable) {
                // it was counted as a row when it was met first; nothing can follow it
                return;
            }
        }
    }

    /** Stages the next chunk and says so in the staging; the caller commits. */
    Position stage(Staging staging, Position from) throws SQLException {
        List<Reject> rejects = new ArrayList<>();
        CopyIn copy = staging.copy();
        try {
            Position after = read(new CopyText(copy), rejects, from);
            copy.endCopy();
            staging.reject(rejects);
            staging.moved(after);
            return after;
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private Position read(CopyText copy, List<Reject> rejects, Position from) throws SQLException {
        long read = 0;
        boolean ended = false;
        Optional<String> brokenOff = Optional.empty();
        while (!ended && !isFull(read, copy, rejects)) {
            beforeRow.run();
            try {
                Optional<CsvRow> row = file.next();
                ended = row.isEmpty();
                if (row.isPresent()) {
                    read++;
                    add(row.get(), copy, rejects);
                }
            } catch (UnreadableCsv unreadable) {
                // what cannot be split counts as one row, the last
                read++;
                ended = true;
                rejects.add(new Reject(unreadable.line(), "", "", unreadable.getMessage()));
                brokenOff =
                        Optional.of(
                                "line %d: %s"
                                        .formatted(unreadable.line(), unreadable.getMessage()));
            }
        }
        copy.flush();
        return new Position(from.read() + read, from.rejected() + rejects.size(), ended, brokenOff);
    }

    private boolean isFull(long read, CopyText copy, List<Reject> rejects) {
        return read >= size.rows()
                || copy.written() >= size.characters()
                || rejects.size() >= size.rejects();
    }

    private void add(CsvRow row, CopyText copy, List<Reject> rejects) throws SQLException {
        Result result = reader.read(row);
        if (result instanceof Result.Sound sound) {
            copy.row(sound.values(), sound.line());
        } else if (result instanceof Result.Bad bad) {
            rejects.add(bad.reject());
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
