package io.daybook.etl.engine;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A view's table in the store, as it stands there.
 *
 * @param columns in the table's order
 * @param runId whose staging table belongs to it; 0 outside a run
 */
public record MetricTable(View view, List<Column> columns, long runId) {

    public MetricTable {
        columns = List.copyOf(columns);
    }

    /** One column; {@code type} as PostgreSQL spells it. */
    public record Column(String name, String type, boolean nullable) {
        boolean isNumeric() {
            return type.startsWith("numeric");
        }

        boolean isNumber() {
            return isNumeric() || List.of("bigint", "integer", "smallint").contains(type);
        }
    }

    /** Reads the table's columns; none when there is no such table. */
    public static MetricTable read(Connection store, View view) {
        List<Column> columns =
                Sql.query(
                        store,
                        "reading the columns of " + view.stem(),
                        """
                        select a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull
                        from pg_attribute as a
                        where a.attrelid = to_regclass(%s) and a.attnum > 0 and not a.attisdropped
                        order by a.attnum
                        """
                                .formatted(Literals.text(view.mart() + "." + view.stem())),
                        row -> new Column(row.getString(1), row.getString(2), row.getBoolean(3)));
        return new MetricTable(view, columns, 0);
    }

    /** The table's qualified name. */
    public String name() {
        return view.mart() + "." + view.stem();
    }

    /** The same table with the staging table of one run. */
    public MetricTable ofRun(long run) {
        return new MetricTable(view, columns, run);
    }

    /**
     * The name of the run's staging table: a run that lost its lock without knowing cannot write
     * into that of its successor.
     */
    public String staging() {
        return "staging." + stagingPrefix() + runId;
    }

    /** What the names of the table's staging tables, of whichever run, begin with. */
    public String stagingPrefix() {
        return view.mart() + "_" + view.stem() + "_run";
    }

    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** Every column of {@code daybook_w}, cast to its table's type: binary COPY demands it. */
    public String castColumns() {
        return columns.stream()
                .map(
                        column ->
                                "cast(daybook_w."
                                        + column.name()
                                        + " as "
                                        + column.type()
                                        + ") as "
                                        + column.name())
                .collect(Collectors.joining(",\n    "));
    }

    /** The numeric columns outside the grain. */
    public List<String> measures() {
        return columns.stream()
                .filter(column -> column.isNumber() && !view.grain().contains(column.name()))
                .map(Column::name)
                .toList();
    }

    /** The columns outside the grain that must not be null. */
    public List<String> required() {
        return columns.stream()
                .filter(column -> !column.nullable() && !view.grain().contains(column.name()))
                .map(Column::name)
                .toList();
    }

    /** The columns that can hold NaN. */
    public List<String> amounts() {
        return columns.stream().filter(Column::isNumeric).map(Column::name).toList();
    }

    /** The text of a whole row of {@code alias}: equal texts are equal rows, 10.5 is not 10.50. */
    public String rowText(String alias) {
        return columns.stream()
                .map(column -> alias + "." + column.name())
                .collect(Collectors.joining(", ", "cast(row(", ") as text)"));
    }
}
