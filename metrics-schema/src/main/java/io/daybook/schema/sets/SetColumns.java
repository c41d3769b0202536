package io.daybook.schema.sets;

import java.util.List;

/**
 * The three columns that a metric table has where its view yields a set of ids.
 *
 * @param ids {@code bytea}: the set, see {@link StoredSet}
 * @param size {@code bigint}: the number of its ids
 * @param md5 {@code text}: of the view's array as PostgreSQL prints it, e.g. of <code>{1,5}</code>;
 *     comparisons use it and the size, never the bytes
 */
public record SetColumns(String ids, String size, String md5) {

    /** The columns of a set of that name. */
    public static SetColumns of(String set) {
        return new SetColumns(set, set + "_size", set + "_md5");
    }

    /** All three, as they stand in the table. */
    public List<String> all() {
        return List.of(ids, size, md5);
    }

    /** Those that stand beside the set itself. */
    public List<String> beside() {
        return List.of(size, md5);
    }
}
