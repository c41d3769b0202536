package io.daybook.schema.proof;

import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Check.Stage;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.InvalidCatalogue.Problem;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.sets.SetColumns;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Proves the contract of a mart, then its views in their order, then its checks. */
final class MartProof {

    private static final String STORED = "daybook_t_";
    private static final List<Column> FINDING =
            List.of(
                    new Column("tenant_id", "text"),
                    new Column("entity_id", "bigint"),
                    new Column("day", "date"),
                    new Column("reason", "text"));
    private static final Column BAD_KEY = new Column("bad_key", "bigint");

    private static final String TYPES =
            """
            select attname, format_type(atttypid, atttypmod)
            from pg_attribute
            where attrelid = to_regclass(?) and attnum > 0 and not attisdropped
            order by attnum
            """;

    private final ProofTransaction transaction;
    private final Mart mart;
    private final boolean contractStands;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, List<Column>> proven = new HashMap<>();

    MartProof(ProofTransaction transaction, Mart mart) throws SQLException {
        this.transaction = transaction;
        this.mart = mart;
        transaction.execute("set local search_path = pg_temp, pg_catalog");
        transaction.execute("set local timezone = 'UTC'");
        this.contractStands = createContract();
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    void all() throws SQLException {
        for (View view : mart.views()) {
            columns(view);
        }
        for (Check check : mart.checks()) {
            prove(check);
        }
    }

    /**
     * The columns of a view, proven now or before; empty when it has not the columns that it needs,
     * so that the views and checks over it are not blamed for that.
     */
    List<Column> columns(View view) throws SQLException {
        if (!proven.containsKey(view.stem())) {
            proven.put(view.stem(), prove(view));
        }
        return proven.get(view.stem());
    }

    private boolean createContract() throws SQLException {
        String file = mart.name() + "/contract.sql";
        try {
            transaction.execute(mart.contract().sql());
        } catch (SQLException e) {
            if (!ServerRefusal.isOfText(e)) {
                throw e;
            }
            problems.add(new Problem(file, "PostgreSQL refuses it: " + ServerRefusal.reason(e)));
            return false;
        }
        for (Contract.Table table : mart.contract().tables()) {
            List<Column> read =
                    table.columns().stream().map(c -> new Column(c.name(), c.type())).toList();
            List<Column> real = columnsOf(table.name());
            if (!read.equals(real)) {
                problems.add(
                        new Problem(
                                file,
                                "Table %s is %s for PostgreSQL (expected %s, as read here)"
                                        .formatted(table.name(), list(real), list(read))));
            }
        }
        return true;
    }

    private List<Column> columnsOf(String table) throws SQLException {
        return transaction.query(
                TYPES, row -> new Column(row.getString(1), row.getString(2)), "pg_temp." + table);
    }

    private List<Column> prove(View view) throws SQLException {
        if (!standing(view.inputs())) {
            return List.of();
        }
        String file = mart.name() + "/view_" + view.stem() + ".sql";
        // a view over stored tables reads whole slices: it may rank and run within them
        List<Column> columns = prove(file, view.text(), view.inputs(), !view.overStore());
        if (columns.isEmpty()) {
            return columns;
        }
        inputsHoldSlice(view.slice(), view.inputs(), file);
        List<String> broken = ResultRules.broken(view, columns);
        broken.forEach(says -> problems.add(new Problem(file, says)));
        if (!broken.isEmpty()) {
            return List.of();
        }
        transaction.execute(
                "create temp table " + STORED + view.stem() + " " + list(readable(view, columns)));
        return columns;
    }

    /** What the store's own views and checks see of a table: of a set its size alone. */
    private static List<Column> readable(View view, List<Column> columns) {
        List<String> hidden =
                view.sets().stream()
                        .map(SetColumns::of)
                        .flatMap(set -> Stream.of(set.ids(), set.md5()))
                        .toList();
        return ViewProof.stored(view, columns).stream()
                .filter(column -> !hidden.contains(column.name()))
                .toList();
    }

    private void prove(Check check) throws SQLException {
        if (!standing(check.inputs())) {
            return;
        }
        String file = mart.name() + "/check_" + check.name() + ".sql";
        boolean compares = check.compare().isPresent();
        List<Column> columns = prove(file, check.text(), check.inputs(), compares);
        if (columns.isEmpty()) {
            return;
        }
        inputsHoldSlice(check.slice(), check.inputs(), file);
        if (compares) {
            View view = mart.view(check.compare().get().view());
            ResultRules.broken(check.compare().get(), view, columns(view), columns)
                    .forEach(says -> problems.add(new Problem(file, says)));
            return;
        }
        List<Column> expected =
                check.stage() == Stage.SOURCE
                        ? Stream.concat(Stream.of(BAD_KEY), FINDING.stream()).toList()
                        : FINDING;
        if (!columns.equals(expected)) {
            problems.add(
                    new Problem(
                            file,
                            "Returns %s (expected %s)".formatted(list(columns), list(expected))));
        }
    }

    private List<Column> prove(String file, String text, List<Input> inputs, boolean metric)
            throws SQLException {
        Map<String, String> tables = new LinkedHashMap<>();
        for (Input input : inputs) {
            boolean stored = input instanceof Input.StoredTable;
            tables.put(input.name(), stored ? STORED + input.table() : input.table());
        }
        TextProof proof = new TextProof(transaction);
        proof.examine(text, tables, metric);
        proof.problems()
                .forEach(says -> problems.add(new Problem(file, says + aboutSets(says, inputs))));
        return proof.columns();
    }

    /** Why the server knows no such column. */
    private String aboutSets(String says, List<Input> inputs) {
        return inputs.stream()
                        .filter(Input.StoredTable.class::isInstance)
                        .flatMap(input -> mart.view(input.table()).sets().stream())
                        .anyMatch(set -> says.matches(".*\\b" + set + "(_md5)?\\b.*"))
                ? " (a set of ids is merged by readers; of stored tables its size can be read)"
                : "";
    }

    /** Whether all that the inputs stand for is there; if not, a problem says why already. */
    private boolean standing(List<Input> inputs) throws SQLException {
        for (Input input : inputs) {
            if (input instanceof Input.StoredTable && columns(mart.view(input.table())).isEmpty()) {
                return false;
            }
        }
        return contractStands;
    }

    private void inputsHoldSlice(List<String> slice, List<Input> inputs, String file) {
        for (Input input : inputs) {
            if (input instanceof Input.StoredTable) {
                List<String> names = proven.get(input.table()).stream().map(Column::name).toList();
                slice.stream()
                        .filter(column -> !names.contains(column))
                        .map(
                                column ->
                                        "Slice column %s is not in its input %s (%s)"
                                                .formatted(column, input.name(), input.table()))
                        .forEach(says -> problems.add(new Problem(file, says)));
            }
        }
    }

    private static String list(List<Column> columns) {
        return columns.stream()
                .map(column -> "\"%s\" %s".formatted(column.name(), column.type()))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
