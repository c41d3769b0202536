package io.daybook.etl.imports;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about a file's columns.
 *
 * @param origins by contract column; one that is not here comes from the file's column of its name
 * @param ignored columns of the file that are not wanted
 */
record ColumnMap(Map<String, Origin> origins, List<String> ignored) {

    static final ColumnMap NONE = new ColumnMap(Map.of(), List.of());

    ColumnMap {
        origins = Map.copyOf(origins);
        ignored = List.copyOf(ignored);
    }

    Origin origin(String contractColumn) {
        return origins.getOrDefault(
                contractColumn, new FromFile(contractColumn, Map.of(), Optional.empty()));
    }

    /** Where the values of a contract column come from. */
    sealed interface Origin {}

    /**
     * A column of the file.
     *
     * @param values what a text stands for; a text that is not here stands for itself
     * @param zone of local times
     */
    record FromFile(String column, Map<String, @Nullable String> values, Optional<ZoneId> zone)
            implements Origin {
        FromFile {
            // Map.copyOf takes no null
            values = new HashMap<>(values);
        }
    }

    /** The same text, or nothing, in every row. */
    record Constant(@Nullable String text) implements Origin {}
}
