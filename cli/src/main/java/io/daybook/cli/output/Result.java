package io.daybook.cli.output;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command found or did for one mart, ready to be printed.
 *
 * @param mart empty when the result is of no mart
 * @param value what JSON shows: one object, or several as a list
 * @param data what CSV shows
 * @param table what people see between {@code before} and {@code after}
 * @param before lines above the table
 * @param after lines below the table
 */
public record Result(
        String mart,
        Object value,
        Table data,
        Table table,
        List<String> before,
        List<String> after) {

    public Result {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** A result of which people see the data's own table. */
    Result(String mart, Object value, Table table, List<String> before, List<String> after) {
        this(mart, value, table, table, before, after);
    }

    /** The same under the mart's name, for where several follow each other. */
    public Result titled() {
        List<String> lines = new ArrayList<>(List.of(mart));
        lines.addAll(before);
        return new Result(mart, value, data, table, lines, after);
    }
}
