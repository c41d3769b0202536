package io.daybook.etl.engine;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.InvalidCatalogue;
import io.daybook.schema.catalogue.InvalidCatalogue.Problem;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.proof.Column;
import io.daybook.schema.proof.ViewProof;
import io.daybook.schema.sets.SetColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table that a view of the user's own has to have.
 *
 * @param columns in the view's order, of the types that are stored
 */
public record CustomTable(View view, List<Column> columns) {

    /** As the engine writes names, without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private static final List<String> TYPES =
            List.of(
                    "bigint",
                    "integer",
                    "smallint",
                    "numeric",
                    "text",
                    "date",
                    "timestamp with time zone",
                    "boolean");

    private static final String RESERVED =
            "select word from pg_get_keywords() where catcode in ('R', 'T')";

    public CustomTable {
        columns = List.copyOf(columns);
    }

    /**
     * Has PostgreSQL prove the view over empty tables, and takes the columns that it finds.
     *
     * @throws InvalidCatalogue when the view breaks a rule, or a column cannot be stored
     */
    public static CustomTable prove(Connection store, Mart mart, View view) throws SQLException {
        List<Column> columns =
                ViewProof.stored(view, ViewProof.prove(store, mart, view)).stream()
                        .map(column -> new Column(column.name(), stored(column.type())))
                        .toList();
        List<String> reserved =
                Sql.query(store, "reading reserved words", RESERVED, row -> row.getString(1));
        String file = mart.name() + "/view_" + view.stem() + ".sql";
        List<Problem> problems =
                columns.stream()
                        .flatMap(column -> problems(column, view.sets(), reserved).stream())
                        .map(says -> new Problem(file, says))
                        .toList();
        if (!problems.isEmpty()) {
            throw new InvalidCatalogue(problems);
        }
        return new CustomTable(view, columns);
    }

    private static List<String> problems(Column column, List<String> sets, List<String> reserved) {
        List<String> found = new ArrayList<>();
        String name = column.name();
        if (!PLAIN.matcher(name).matches()
                || reserved.contains(name)
                || name.startsWith("daybook_")) {
            found.add(
                    "Invalid column name: %s (expected lower-case letters, digits and _, no word of"
                                    .formatted(name)
                            + " SQL)");
        }
        if (!TYPES.contains(column.type()) && !sets.contains(name)) {
            found.add(
                    "Column %s is %s (expected one of %s)"
                            .formatted(name, column.type(), String.join(", ", TYPES)));
        }
        return found;
    }

    /** Without lengths and precisions, so that nothing is rounded or cut on the way in. */
    private static String stored(String type) {
        String plain = type.replaceFirst("\\([^)]*\\)", "");
        return plain.equals("character") || plain.equals("character varying") ? "text" : plain;
    }

    /** The table's qualified name. */
    public String name() {
        return view.mart() + "." + view.stem();
    }

    /** The columns with their types, as in a definition. */
    public String columnList() {
        return columns.stream().map(column -> definition(column)).collect(Collectors.joining(", "));
    }

    private String definition(Column column) {
        return column.name()
                + " "
                + column.type()
                + (view.grain().contains(column.name()) || ofSet(column.name()) ? " not null" : "");
    }

    private boolean ofSet(String name) {
        return view.sets().stream().map(SetColumns::of).anyMatch(set -> set.all().contains(name));
    }

    /** What makes the table as a migration would. */
    public List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.add(
                "create table %s (%s, primary key (%s))"
                        .formatted(name(), columnList(), String.join(", ", view.grain())));
        if (view.daily()) {
            statements.add("create index %s_by_day on %s (day)".formatted(view.stem(), name()));
        }
        statements.add("do $$ begin perform daybook.protect('%s'); end $$".formatted(name()));
        return statements;
    }

    /** Whether the table that is there fits. */
    public boolean fits(MetricTable table) {
        return table.columns().stream()
                .map(column -> new Column(column.name(), column.type()))
                .toList()
                .equals(columns);
    }
}
