package io.daybook.etl.publish;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.StoreStatement;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Computes views over stored tables for the slices of the old and new rows that this publication
 * replaced, so that they are exact even for what moved.
 */
final class StoreViews {

    private static final String STAGE = "computing views over stored tables";

    private final Connection store;
    private final List<View> marked;
    private final Map<String, MetricTable> tables;

    /**
     * @param marked the views whose slices are marked; the others are computed whole
     */
    StoreViews(Connection store, List<View> marked, Map<String, MetricTable> tables) {
        this.store = store;
        this.marked = marked;
        this.tables = tables;
        for (View view : marked) {
            Sql.execute(
                    store,
                    STAGE,
                    "drop table if exists " + dirty(view),
                    "create temp table daybook_dirty_%s as select %s from %s where false"
                            .formatted(
                                    view.stem(),
                                    String.join(", ", view.slice()),
                                    tables.get(view.stem()).name()));
        }
    }

    /**
     * Marks the slices of the views over {@code changed} that its differing rows belong to; called
     * before the old rows go.
     */
    void markOld(View changed) {
        mark(changed, view -> true);
    }

    /** The same for the new rows, once they have come: where they can belong to other slices. */
    void markNew(View changed) {
        mark(changed, view -> !isNamedBy(changed, view));
    }

    private void mark(View changed, Predicate<View> which) {
        for (View view : marked) {
            if (view.inputs(Input.StoredTable.class)
                            .anyMatch(input -> input.table().equals(changed.stem()))
                    && which.test(view)) {
                Sql.execute(
                        store,
                        STAGE,
                        "insert into %s select distinct %s from %s"
                                .formatted(
                                        dirty(view),
                                        view.slice().stream()
                                                .map(column -> "t." + column)
                                                .collect(Collectors.joining(", ")),
                                        holding(view, changed)));
            }
        }
    }

    /**
     * The relation {@code t} that holds the slices to mark: the differing slices themselves where
     * they name them, else the rows that they consist of.
     */
    private String holding(View view, View changed) {
        String differ = Differences.differ(changed);
        return isNamedBy(changed, view)
                ? differ + " as t"
                : "%s as t join %s as d on %s"
                        .formatted(
                                tables.get(changed.stem()).name(),
                                differ,
                                Differences.match(changed, "t", "d"));
    }

    private static boolean isNamedBy(View changed, View view) {
        return changed.slice().containsAll(view.slice());
    }

    /**
     * Recomputes a view into a temporary table.
     *
     * @param whole whether all slices are due, not only the marked ones
     * @return the temporary table's name
     */
    String compute(View view, boolean whole) {
        String staged = "pg_temp.daybook_staged_" + view.stem();
        MetricTable table = tables.get(view.stem());
        String where = "";
        if (!whole) {
            Sql.execute(store, STAGE, "analyze " + dirty(view));
            where =
                    "(%s) in (select %s from %s)"
                            .formatted(
                                    view.slice().stream()
                                            .map(column -> "daybook_i." + column)
                                            .collect(Collectors.joining(", ")),
                                    String.join(", ", view.slice()),
                                    dirty(view));
        }
        Sql.execute(
                store,
                STAGE,
                "drop table if exists " + staged,
                "create temp table daybook_staged_%s as select %s from (\n%s\n) as daybook_w"
                        .formatted(
                                view.stem(),
                                table.castColumns(),
                                StoreStatement.statement(
                                        view.inputs(),
                                        view.text(),
                                        stem -> tables.get(stem).name(),
                                        where)));
        return staged;
    }

    /** The distinct marked slices. */
    String marked(View view) {
        return "(select distinct * from " + dirty(view) + ")";
    }

    private static String dirty(View view) {
        return "pg_temp.daybook_dirty_" + view.stem();
    }
}
