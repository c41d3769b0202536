package io.daybook.schema;

import java.util.Map;

/**
 * Where the store's migrations are and what they need, for whoever runs them; this module only
 * carries the files.
 */
public final class Migrations {

    /** The class path folder of the migration files. */
    public static final String LOCATION = "classpath:db/migration";

    /** The schema that holds the migration tool's own history table. */
    public static final String HISTORY_SCHEMA = "daybook";

    /** The newest version among the files; a store at another version is not served. */
    public static final String VERSION = "009";

    private Migrations() {}

    /** The placeholders of the files: the configured role names. */
    public static Map<String, String> placeholders(String owner, String writer, String reader) {
        return Map.of("owner", owner, "writer", writer, "reader", reader);
    }
}
