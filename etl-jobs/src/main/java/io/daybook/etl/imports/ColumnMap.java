package io.daybook.etl.imports;

import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about a file's columns. Its text tells one import from another, also when
 * another process goes on with it, so its maps are in the order of their keys: others have none, or
 * another one in every virtual machine.
 *
 * @param origins by contract column; one that is not here comes from the file's column of its name
 * @param ignored columns of the file that are not wanted
 */
record ColumnMap(Map<String, Origin> origins, List<String> ignored) {

    static final ColumnMap NONE = new ColumnMap(Map.of(), List.of());

    ColumnMap {
        origins = sorted(origins);
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
            values = sorted(values);
        }
    }

    /** The same text, or nothing, in every row. */
    record Constant(@Nullable String text) implements Origin {}

    private static <V extends @Nullable Object> Map<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
