package io.daybook.etl.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one import did: {@code read = loaded + rejected + notLoaded}. Holds no value of any row.
 *
 * @param notLoaded sound rows that were not loaded because too many others were rejected
 * @param continuedAfter rows that an import of the same file, broken off, had already read
 * @param filled columns that the file does not have and that were left null
 * @param rejectsFile where the rejected rows are; null when there are none
 * @param firstRejects the first ones, by line
 * @param brokenOff why the file could not be read to its end; null when it was
 */
public record ImportReport(
        String mart,
        String table,
        String file,
        long read,
        long loaded,
        long rejected,
        long notLoaded,
        long continuedAfter,
        List<String> filled,
        @Nullable String rejectsFile,
        List<RejectedRow> firstRejects,
        @Nullable String brokenOff) {

    public ImportReport {
        filled = List.copyOf(filled);
        firstRejects = List.copyOf(firstRejects);
    }

    /**
     * Where a row is wrong, and why.
     *
     * @param column of the contract; empty when the row is wrong as a whole
     */
    public record RejectedRow(long line, String column, String reason) {}

    /** Whether the table was left as it was because of the rejected rows. */
    public boolean refused() {
        return brokenOff != null || notLoaded > 0 || (rejected > 0 && loaded == 0);
    }

    /** 0 all loaded, 3 rows left out, 4 nothing loaded because of rejected rows. */
    public int exitCode() {
        if (refused()) {
            return 4;
        }
        return rejected > 0 ? 3 : 0;
    }
}
