package io.daybook.etl.testing;

import io.daybook.etl.engine.MetricTable;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A whole metric table as text, one line per row in the order of their text: the grain, a bar, then
 * every other column that is neither null nor zero. A row of zeros ends with its bar. Of a set of
 * ids only its size is shown.
 */
public final class MetricText {

    private MetricText() {}

    /** The table of a view; empty when it has no rows. */
    public static String of(TestMart mart, String stem) {
        View view = mart.mart.view(stem);
        String measures =
                columns(mart, view).stream()
                        .filter(column -> !view.grain().contains(column.name()))
                        .filter(column -> !ofSet(column.name(), view))
                        .map(MetricText::shown)
                        .collect(Collectors.joining(", "));
        String grain =
                view.grain().stream()
                        .map(column -> "cast(" + column + " as text)")
                        .collect(Collectors.joining(", "));
        return mart
                .store
                .rows(
                        "select rtrim(concat_ws(' ', %s, '|', %s)) from %s.%s"
                                .formatted(grain, measures, mart.mart.name(), stem))
                .stream()
                .sorted()
                .map(row -> row + "\n")
                .collect(Collectors.joining());
    }

    private static boolean ofSet(String column, View view) {
        return view.sets().stream()
                .anyMatch(set -> column.equals(set) || column.equals(set + "_md5"));
    }

    private static String shown(MetricTable.Column column) {
        String zero =
                List.of("numeric", "bigint").contains(column.type())
                        ? "nullif(%1$s, 0)".formatted(column.name())
                        : column.name();
        return "'%s=' || %s".formatted(column.name(), zero);
    }

    private static List<MetricTable.Column> columns(TestMart mart, View view) {
        try (Connection connection = mart.store.connect()) {
            return MetricTable.read(connection, view).columns();
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
