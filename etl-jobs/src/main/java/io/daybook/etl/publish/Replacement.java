package io.daybook.etl.publish;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.plan.Hold;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;

/**
 * Replaces the differing slices of one table by the staged rows.
 *
 * <p>By how many rows a day grew or shrank stands in the temporary table {@code daybook_change} of
 * the run's store session (day null for a view without one): the ledger adds it, where counting the
 * days anew would read all their rows.
 */
final class Replacement {

    private static final String STAGE = "replacing slices";

    private final Connection store;

    Replacement(Connection store) {
        this.store = store;
    }

    /** Makes the empty table of changes; called once in each publication. */
    static void prepare(Connection store) {
        Sql.execute(
                store,
                STAGE,
                "drop table if exists pg_temp.daybook_change",
                """
                create temp table daybook_change (
                    view text not null, day date, row_count bigint not null)
                """);
    }

    /**
     * Deletes and inserts. A row of a differing slice that is stored as it was recomputed stays:
     * one slice of a lifetime view has hundreds of rows, of which a change touches few.
     *
     * @param staged the relation with the recomputed rows
     * @return the number of rows written
     */
    long replace(MetricTable table, String staged) {
        return table.isEmpty(store) ? fill(table, staged) : exchange(table);
    }

    /**
     * Into an empty table in the order of its key, which costs half of what any order costs. Where
     * nothing is held back, the key of the staged rows gives the order without sorting them all.
     */
    private long fill(MetricTable table, String staged) {
        View view = table.view();
        String columns = String.join(", ", table.columnNames());
        String kept =
                view.overStore() || Hold.isEmpty(store)
                        ? ""
                        : " where not " + Hold.condition(view, "s");
        long rows =
                Sql.execute(
                        store,
                        STAGE,
                        "insert into %s (%s) select %s from %s as s%s order by %s"
                                .formatted(
                                        table.name(),
                                        columns,
                                        columns,
                                        staged,
                                        kept,
                                        String.join(", ", view.grain())));
        Sql.execute(store, STAGE, change(view, "", table.name()));
        return rows;
    }

    /** Inserts in the order of the key, too: what differs may be a whole table. */
    private long exchange(MetricTable table) {
        View view = table.view();
        String differing = Differences.rows(view);
        String columns = String.join(", ", table.columnNames());
        String day = view.daily() ? "day" : "cast(null as date)";
        Sql.execute(
                store,
                STAGE,
                """
                with gone as (
                    delete from %s as t using %s as d
                    where d.daybook_side > 0 and %s
                    returning t.%s
                )
                %s"""
                        .formatted(
                                table.name(),
                                differing,
                                Differences.match(view.grain(), "t", "d"),
                                view.daily() ? "day" : view.key(),
                                change(view, "-", "gone")));
        return Sql.number(
                store,
                STAGE,
                """
                with come as (
                    insert into %1$s (%2$s)
                    select %2$s
                    from %3$s
                    where daybook_side < 0
                    order by %4$s
                    returning %5$s as day
                ),
                changed as (
                    insert into pg_temp.daybook_change
                    select %6$s, day, count(*) from come group by day
                    returning row_count
                )
                select coalesce(sum(row_count), 0) from changed
                """
                        .formatted(
                                table.name(),
                                columns,
                                differing,
                                String.join(", ", view.grain()),
                                day,
                                text(view.stem())));
    }

    private static String change(View view, String sign, String rows) {
        return "insert into pg_temp.daybook_change select %s, %s, %scount(*) from %s%s"
                .formatted(
                        text(view.stem()),
                        view.daily() ? "day" : "cast(null as date)",
                        sign,
                        rows,
                        view.daily() ? " group by day" : "");
    }
}
