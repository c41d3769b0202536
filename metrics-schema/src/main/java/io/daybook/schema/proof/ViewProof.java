package io.daybook.schema.proof;

import io.daybook.schema.catalogue.InvalidCatalogue;
import io.daybook.schema.catalogue.InvalidCatalogue.Problem;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.sets.SetColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Proves on a PostgreSQL server, 15 or later, what a view's text does.
 *
 * <p>The server parses each text over empty temporary tables of the contract's shape, and its parse
 * tree is examined. Nothing stays behind: the work is done in a transaction that is rolled back, or
 * under a savepoint when the connection is already in one. The connection's role needs the right to
 * create temporary tables, nothing else.
 */
public final class ViewProof {

    private ViewProof() {}

    /**
     * The columns of a view's result, in the text's order.
     *
     * @throws InvalidCatalogue naming what is wrong with the view, or with one that it reads
     * @throws SQLException when the server fails for another reason than the text
     */
    public static List<Column> prove(Connection store, Mart mart, View view) throws SQLException {
        try (ProofTransaction transaction = ProofTransaction.begin(store)) {
            MartProof proof = new MartProof(transaction, mart);
            List<Column> columns = proof.columns(view);
            if (!proof.problems().isEmpty()) {
                throw new InvalidCatalogue(proof.problems());
            }
            return columns;
        }
    }

    /**
     * The columns of the table that a view is stored in: those of its result, but three for each
     * set.
     */
    public static List<Column> stored(View view, List<Column> result) {
        return result.stream()
                .flatMap(
                        column ->
                                view.sets().contains(column.name())
                                        ? stored(SetColumns.of(column.name()))
                                        : Stream.of(column))
                .toList();
    }

    private static Stream<Column> stored(SetColumns set) {
        return Stream.of(
                new Column(set.ids(), "bytea"),
                new Column(set.size(), "bigint"),
                new Column(set.md5(), "text"));
    }

    /**
     * What is wrong with the contract, the views and the checks of a mart; empty when all is well.
     *
     * @throws SQLException when the server fails for another reason than the texts
     */
    public static List<Problem> problems(Connection store, Mart mart) throws SQLException {
        try (ProofTransaction transaction = ProofTransaction.begin(store)) {
            MartProof proof = new MartProof(transaction, mart);
            proof.all();
            return proof.problems();
        }
    }
}
