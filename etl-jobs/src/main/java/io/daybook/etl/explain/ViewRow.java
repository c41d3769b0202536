package io.daybook.etl.explain;

import io.daybook.etl.engine.MetricTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A view's row as text, every column cast to its table's type first: equal texts, equal values. */
final class ViewRow {

    private ViewRow() {}

    /** The columns outside the slice, of a row {@code daybook_w} of the view. */
    static String select(MetricTable table) {
        return select(table, table::expression);
    }

    /** The same of a row {@code daybook_w} of the table. */
    static String selectStored(MetricTable table) {
        return select(table, column -> "daybook_w." + column.name());
    }

    private static String select(
            MetricTable table, Function<MetricTable.Column, String> expression) {
        List<MetricTable.Column> columns = columns(table);
        return columns.isEmpty()
                ? "null"
                : columns.stream()
                        .map(
                                column ->
                                        "cast(%s as text) as %s"
                                                .formatted(expression.apply(column), column.name()))
                        .collect(Collectors.joining(", "));
    }

    /** {@code before} is the number of columns that stand before the view's. */
    static Map<String, @Nullable String> read(ResultSet row, MetricTable table, int before)
            throws SQLException {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        int place = before;
        for (MetricTable.Column column : columns(table)) {
            values.put(column.name(), row.getString(++place));
        }
        return values;
    }

    /** Of a set its size and md5. */
    static List<MetricTable.Column> columns(MetricTable table) {
        return table.compared().stream()
                .filter(column -> !table.view().slice().contains(column.name()))
                .toList();
    }
}
