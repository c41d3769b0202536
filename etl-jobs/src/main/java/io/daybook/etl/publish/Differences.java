package io.daybook.etl.publish;

import static io.daybook.etl.engine.Literals.day;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.plan.Hold;
import io.daybook.etl.plan.Part;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of the recomputed slices differ from the stored ones.
 *
 * <p>The answer for a table stands in the temporary table {@code daybook_differ_<stem>} of the
 * run's store session, with the slice columns of the view. Rows are compared byte by byte, so 10.5
 * and 10.50 differ; so do a stored set and the bytes that rotted in its place.
 */
final class Differences {

    private static final String STAGE = "comparing with the stored rows";

    private final Connection store;
    private final long runId;

    Differences(Connection store, long runId) {
        this.store = store;
        this.runId = runId;
    }

    /** The number of differing slices that are left. */
    static long count(Connection store, View view) {
        return Sql.number(store, STAGE, "select count(*) from " + differ(view));
    }

    /**
     * Takes slices off the differing ones, and their rows with them.
     *
     * @param condition on the differing slice {@code d}
     */
    static void takeOff(Connection store, View view, String condition) {
        Sql.execute(
                store, STAGE, "delete from %s as d where %s".formatted(differ(view), condition));
        if (Sql.one(
                store,
                STAGE,
                "select to_regclass(%s) is not null".formatted(text(rows(view))),
                row -> row.getBoolean(1))) {
            Sql.execute(
                    store,
                    STAGE,
                    "delete from %s as r where not exists (select from %s as d where %s)"
                            .formatted(rows(view), differ(view), match(view, "r", "d")));
        }
    }

    /** The name of the temporary table with the differing slices. */
    static String differ(View view) {
        return "pg_temp.daybook_differ_" + view.stem();
    }

    /**
     * The name of the temporary table with the rows that differ: {@code daybook_side} is 1 for a
     * stored row, of which the key is told, and -1 for a staged one, told whole. There is none for
     * a table that was empty.
     */
    static String rows(View view) {
        return "pg_temp.daybook_rows_" + view.stem();
    }

    /** Compares the parts of a view over the source; held-back slices never differ. */
    long ofParts(MetricTable table, List<Part> parts) {
        String kept = "where not " + Hold.condition(table.view(), "daybook_u");
        if (table.isEmpty(store)) {
            return all(table, table.staging(), kept);
        }
        prepareDue(table.view());
        return compare(table, table.staging(), stored(table, parts), kept);
    }

    /** The number of recomputed slices that are held back. */
    long heldBack(MetricTable table) {
        View view = table.view();
        return Sql.number(
                store,
                STAGE,
                "select count(*) from (select distinct %s from %s as s where %s) as h"
                        .formatted(
                                String.join(", ", view.slice()),
                                table.staging(),
                                Hold.condition(view, "s")));
    }

    /** The answer for a view of which nothing was recomputed. */
    void none(View view) {
        Sql.execute(
                store,
                STAGE,
                "drop table if exists " + rows(view),
                "drop table if exists " + differ(view),
                "create temp table daybook_differ_%s as select %s from %s.%s where false"
                        .formatted(
                                view.stem(),
                                String.join(", ", view.slice()),
                                view.mart(),
                                view.stem()));
    }

    /**
     * Compares a view over stored tables.
     *
     * @param staged the relation with the recomputed rows
     * @param dirty the relation with the recomputed slices; empty when all were
     */
    long ofStored(MetricTable table, String staged, String dirty) {
        if (table.isEmpty(store)) {
            return all(table, staged, "");
        }
        String stored =
                dirty.isEmpty()
                        ? "select * from " + table.name()
                        : "select t.* from %s as t join %s as d on %s"
                                .formatted(table.name(), dirty, match(table.view(), "t", "d"));
        return compare(table, staged, stored, "");
    }

    /** The condition that two relations agree on every slice column of the view. */
    static String match(View view, String left, String right) {
        return match(view.slice(), left, right);
    }

    /** The condition that two relations agree on every one of the columns. */
    static String match(List<String> columns, String left, String right) {
        return columns.stream()
                .map(column -> left + "." + column + " = " + right + "." + column)
                .collect(Collectors.joining(" and "));
    }

    /** A first build has nothing to compare with; texts of all its rows would cost much. */
    private long all(MetricTable table, String staged, String where) {
        View view = table.view();
        Sql.execute(store, STAGE, "drop table if exists " + rows(view));
        return differing(
                view,
                "select distinct %s from %s as daybook_u %s"
                        .formatted(String.join(", ", view.slice()), staged, where));
    }

    /**
     * Joins old and new rows by the table's key. Staged rows of one key are either held back, which
     * {@code where} leaves out, or one.
     */
    private long compare(MetricTable table, String staged, String stored, String where) {
        View view = table.view();
        List<String> grain = view.grain();
        List<String> measures = new ArrayList<>(table.columnNames());
        measures.removeAll(grain);
        Sql.execute(
                store,
                STAGE,
                "drop table if exists " + rows(view),
                """
                create temp table daybook_rows_%1$s as
                select %2$s, f.daybook_side
                from (
                    select *, true as daybook_here from (%3$s) as daybook_u %5$s
                ) as o
                full join (
                    select *, true as daybook_here from %4$s as daybook_u %5$s
                ) as n on %6$s
                cross join (values (1), (-1)) as f (daybook_side)
                where cast(row(%7$s) as record) *<> cast(row(%8$s) as record)
                    and case when f.daybook_side = 1 then o.daybook_here else n.daybook_here end
                """
                        .formatted(
                                view.stem(),
                                Stream.concat(
                                                grain.stream()
                                                        .map(
                                                                "coalesce(o.%1$s, n.%1$s) as %1$s"
                                                                        ::formatted),
                                                measures.stream()
                                                        .map(
                                                                "case when f.daybook_side < 0 then n.%1$s end as %1$s"
                                                                        ::formatted))
                                        .collect(Collectors.joining(", ")),
                                stored,
                                staged,
                                where,
                                match(grain, "o", "n"),
                                image("o", measures),
                                image("n", measures)),
                "analyze " + rows(view));
        return differing(
                view,
                "select distinct %s from %s"
                        .formatted(String.join(", ", view.slice()), rows(view)));
    }

    /** The columns whose images tell two rows of one key apart; none is there of a missing row. */
    private static String image(String alias, List<String> measures) {
        return Stream.concat(Stream.of("daybook_here"), measures.stream())
                .map(column -> alias + "." + column)
                .collect(Collectors.joining(", "));
    }

    private long differing(View view, String slices) {
        Sql.execute(store, STAGE, "drop table if exists " + differ(view));
        Sql.execute(
                store,
                STAGE,
                "create temp table daybook_differ_%s as %s".formatted(view.stem(), slices),
                "analyze " + differ(view));
        return count(store, view);
    }

    /** The planned slices with statistics of their own: the plan's table has those of old runs. */
    private void prepareDue(View view) {
        Sql.execute(
                store,
                STAGE,
                "drop table if exists pg_temp.daybook_due",
                """
                create temp table daybook_due as
                select tenant_id, entity_id, day
                from daybook.plan_slice
                where run_id = %d and view = %s and part > 0
                """
                        .formatted(runId, text(view.stem())),
                "analyze pg_temp.daybook_due");
    }

    /** The stored rows that the parts recompute; the parts are disjoint. */
    private static String stored(MetricTable table, List<Part> parts) {
        View view = table.view();
        List<String> scopes = new ArrayList<>();
        if (parts.stream().anyMatch(part -> part.shape() == Part.Shape.SLICES)) {
            scopes.add(
                    "select t.* from %s as t join pg_temp.daybook_due as d on d.tenant_id = t.tenant_id and d.entity_id = t.%s%s"
                            .formatted(
                                    table.name(),
                                    view.key(),
                                    view.daily() ? " and d.day = t.day" : ""));
        }
        for (Part part : parts) {
            if (part.shape() != Part.Shape.SLICES) {
                scopes.add("select t.* from %s as t where %s".formatted(table.name(), range(part)));
            }
        }
        return String.join(" union all ", scopes);
    }

    private static String range(Part part) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        part.from().ifPresent(from -> conditions.add("t.day >= " + day(from)));
        part.toExclusive().ifPresent(to -> conditions.add("t.day < " + day(to)));
        part.tenant().ifPresent(tenant -> conditions.add("t.tenant_id = " + text(tenant)));
        return String.join(" and ", conditions);
    }
}
