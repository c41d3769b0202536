package io.daybook.etl.imports;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to import, as the operator wrote it.
 *
 * @param directory where the names of files begin
 * @param root the directory that all files must be in, after links are resolved
 * @param file the CSV file
 * @param map the column map
 * @param rejects where rows that are not loaded go; empty: {@code NAME.rejects.csv} beside the file
 * @param create whether an empty source is made ready first
 * @param maxErrors so many rows may be left out; with more nothing is loaded
 */
public record ImportRequest(
        Path directory,
        Path root,
        String file,
        Optional<String> map,
        Optional<String> rejects,
        boolean create,
        long maxErrors) {

    public ImportRequest {
        if (maxErrors < 0) {
            throw new IllegalArgumentException("maxErrors must not be negative");
        }
    }
}
