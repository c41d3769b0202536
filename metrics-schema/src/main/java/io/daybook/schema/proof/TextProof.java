package io.daybook.schema.proof;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The proof of one text: the server makes it a view, whose parse tree is examined.
 *
 * <p>The text sees its inputs as it does when the engine runs it, as names of a WITH clause, not as
 * tables: a table would let through what a name refuses, such as {@code ctid}, {@code pg_temp.x} or
 * columns that hang on a grouped primary key. So every relation in the text's own part of the tree
 * is one that escaped its inputs.
 */
final class TextProof {

    private static final String VIEW = "daybook_v";

    private static final String RULE =
            """
            select r.oid, r.ev_class, cast(r.ev_action as text)
            from pg_rewrite as r
            where r.ev_class = cast('pg_temp.daybook_v' as regclass)
            """;

    private static final String COLUMNS =
            """
            select attname, format_type(atttypid, atttypmod)
            from pg_attribute
            where attrelid = cast('pg_temp.daybook_v' as regclass) and attnum > 0
            order by attnum
            """;

    private final ProofTransaction transaction;
    private final List<String> problems = new ArrayList<>();
    private List<Column> columns = List.of();

    TextProof(ProofTransaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Examines a text.
     *
     * @param tables for every input the temporary table that has its columns
     * @param metric whether the text defines a metric, not a check
     */
    void examine(String text, Map<String, String> tables, boolean metric) throws SQLException {
        transaction.andBack(
                () -> {
                    if (create(text, tables)) {
                        columns =
                                transaction.query(
                                        COLUMNS,
                                        row -> new Column(row.getString(1), row.getString(2)));
                        inspect(List.copyOf(tables.keySet()), metric);
                    }
                });
    }

    /** What was found wrong; empty when nothing was. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The columns of the result; empty when the server refuses the text. */
    List<Column> columns() {
        return columns;
    }

    private boolean create(String text, Map<String, String> tables) throws SQLException {
        String inputs =
                tables.entrySet().stream()
                        .map(
                                input ->
                                        "%s as (select * from pg_temp.%s)"
                                                .formatted(input.getKey(), input.getValue()))
                        .collect(Collectors.joining(", "));
        try {
            transaction.execute(
                    "create temp view %s as with %s select * from (\n".formatted(VIEW, inputs)
                            + text
                            + "\n) v");
            return true;
        } catch (SQLException e) {
            if (!ServerRefusal.isOfText(e)) {
                throw e;
            }
            problems.add("PostgreSQL refuses it: " + ServerRefusal.reason(e));
            return false;
        }
    }

    private void inspect(List<String> inputs, boolean metric) throws SQLException {
        List<String> found =
                transaction
                        .query(
                                RULE,
                                row -> {
                                    ParseTree tree = ParseTree.parse(row.getString(3));
                                    List<ParseTree> text = tree.allBut("cteList").toList();
                                    List<String> broken =
                                            new ArrayList<>(Shape.broken(text, metric));
                                    broken.addAll(
                                            new References(transaction, text)
                                                    .broken(
                                                            row.getLong(2),
                                                            row.getLong(1),
                                                            inputs));
                                    return broken;
                                })
                        .get(0);
        problems.addAll(found);
    }
}
