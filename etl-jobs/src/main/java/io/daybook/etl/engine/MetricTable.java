package io.daybook.etl.engine;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.sets.SetColumns;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
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

    /** Whether it holds nothing yet: then all that is staged differs from it. */
    public boolean isEmpty(Connection store) {
        return Sql.one(
                store,
                "reading " + name(),
                "select not exists (select from " + name() + ")",
                row -> row.getBoolean(1));
    }

    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /**
     * Every column of {@code daybook_w}, cast to its table's type: binary COPY demands it. A set is
     * the view's array still, with its size and md5 beside it.
     */
    public String castColumns() {
        return columns.stream()
                .map(column -> expression(column) + " as " + column.name())
                .collect(Collectors.joining(",\n    "));
    }

    /** A column's value in a row {@code daybook_w} of the view. */
    public String expression(Column column) {
        for (SetColumns set : sets()) {
            String ids = "cast(daybook_w." + set.ids() + " as bigint[])";
            if (column.name().equals(set.ids())) {
                return ids;
            }
            if (column.name().equals(set.size())) {
                return "cast(cardinality(" + ids + ") as bigint)";
            }
            if (column.name().equals(set.md5())) {
                return "md5(cast(" + ids + " as text))";
            }
        }
        return "cast(daybook_w." + column.name() + " as " + column.type() + ")";
    }

    /** The columns of each set. */
    public List<SetColumns> sets() {
        return view.sets().stream().map(SetColumns::of).toList();
    }

    /** The places of the sets among the columns, from 0 on. */
    Set<Integer> setPlaces() {
        return view.sets().stream().map(columnNames()::indexOf).collect(Collectors.toSet());
    }

    /** The columns that a row of the view has too: of a set its size and md5, not its bytes. */
    public List<Column> compared() {
        return columns.stream().filter(column -> !view.sets().contains(column.name())).toList();
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
        return compared().stream()
                .map(column -> alias + "." + column.name())
                .collect(Collectors.joining(", ", "cast(row(", ") as text)"));
    }
}
