package io.daybook.etl.csv;

import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file, whatever it holds.
 *
 * @param line the line in which it begins; the header's is usually 1
 */
public record CsvRow(long line, CSVRecord values) {

    /** The value at this place; null when nothing stands there, not even two quotes. */
    public @Nullable String value(int place) {
        return values.get(place);
    }

    /** What is wrong with the value at this place, whatever it is to become. */
    public Optional<String> faultAt(int place) {
        String value = values.get(place);
        return value == null ? Optional.empty() : Marks.fault(value);
    }

    /** What is wrong with the row as a whole under a header of so many columns. */
    public Optional<String> fault(int columns) {
        if (values.size() == columns) {
            return Optional.empty();
        }
        return Optional.of(
                values.size() == 1 && values.get(0) == null
                        ? "an empty line (expected %d values)".formatted(columns)
                        : "%d values (expected %d, as in the header)"
                                .formatted(values.size(), columns));
    }

    /** A value as a person may see it. */
    public static String shown(@Nullable String value) {
        return value == null ? "" : Marks.shown(value);
    }
}
