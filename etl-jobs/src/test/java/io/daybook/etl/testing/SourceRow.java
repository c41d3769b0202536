package io.daybook.etl.testing;

import java.util.LinkedHashMap;
import java.util.Map;

/** One row to insert, from settings {@code column=value}. */
final class SourceRow {

    private SourceRow() {}

    /**
     * The statement that inserts it.
     *
     * @param settings without quotes, the word {@code null} for null; they override the defaults
     */
    static String insert(String table, String[] settings, String... defaults) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("updated_at", "clock_timestamp()");
        set(values, defaults);
        set(values, settings);
        return "insert into %s (%s) values (%s)"
                .formatted(
                        table,
                        String.join(", ", values.keySet()),
                        String.join(", ", values.values()));
    }

    private static void set(Map<String, String> values, String... settings) {
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            values.put(
                    parts[0],
                    parts[1].equals("null") ? "null" : "'" + parts[1].replace("'", "''") + "'");
        }
    }
}
