package io.daybook.etl.testing;

import java.util.Map;

/** One row to insert, from settings {@code column=value}. */
final class SourceRow {

    private SourceRow() {}

    static String insert(String table, Map<String, String> values) {
        return "insert into %s (%s) values (%s)"
                .formatted(
                        table,
                        String.join(", ", values.keySet()),
                        String.join(", ", values.values()));
    }

    /** Values without quotes; the word {@code null} is null. */
    static void set(Map<String, String> values, String... settings) {
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            values.put(
                    parts[0],
                    parts[1].equals("null") ? "null" : "'" + parts[1].replace("'", "''") + "'");
        }
    }
}
