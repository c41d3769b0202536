package io.daybook.etl.explain;

import io.daybook.etl.engine.MetricTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A view's row as text, every column cast to its table's type first: equal texts, equal values. */
final class ViewRow {

    private ViewRow() {}

    /** The columns of {@code daybook_w} outside the slice. */
    static String select(MetricTable table) {
        List<MetricTable.Column> columns = columns(table);
        return columns.isEmpty()
                ? "null"
                : columns.stream()
                        .map(
                                column ->
                                        "cast(cast(daybook_w.%1$s as %2$s) as text) as %1$s"
                                                .formatted(column.name(), column.type()))
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

    static List<MetricTable.Column> columns(MetricTable table) {
        return table.columns().stream()
                .filter(column -> !table.view().slice().contains(column.name()))
                .toList();
    }
}
