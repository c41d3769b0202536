package io.daybook.etl.publish;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import java.sql.Connection;

/** Replaces the differing slices of one table by the staged rows. */
final class Replacement {

    private static final String STAGE = "replacing slices";

    private final Connection store;

    Replacement(Connection store) {
        this.store = store;
    }

    /**
     * Deletes and inserts.
     *
     * @param staged the relation with the recomputed rows
     * @return the number of rows written
     */
    long replace(MetricTable table, String staged) {
        String differ = Differences.differ(table.view());
        Sql.execute(
                store,
                STAGE,
                "delete from %s as t using %s as d where %s"
                        .formatted(
                                table.name(), differ, Differences.match(table.view(), "t", "d")));
        String columns = String.join(", ", table.columnNames());
        return Sql.execute(
                store,
                STAGE,
                "insert into %s (%s) select s.%s from %s as s join %s as d on %s"
                        .formatted(
                                table.name(),
                                columns,
                                columns.replace(", ", ", s."),
                                staged,
                                differ,
                                Differences.match(table.view(), "s", "d")));
    }
}
