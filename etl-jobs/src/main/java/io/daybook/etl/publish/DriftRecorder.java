package io.daybook.etl.publish;

import static io.daybook.etl.engine.Literals.day;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.plan.Part;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.sets.SetColumns;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names the differences that no change column explains: view, tenant, slice, column, stored and
 * expected value.
 */
final class DriftRecorder {

    private static final String STAGE = "recording drift";

    /** Enough to see what happened; the count is always complete. */
    private static final int NAMED_PER_VIEW = 200;

    private final Connection store;
    private final long runId;

    DriftRecorder(Connection store, long runId) {
        this.store = store;
        this.runId = runId;
    }

    /**
     * Records the drift of a view over the source, after its differences are known.
     *
     * @return the number of drifting slices
     */
    long ofParts(MetricTable table, List<Part> parts) {
        View view = table.view();
        List<String> verified = new ArrayList<>();
        for (Part part : parts) {
            if (part.reason().equals(Part.VERIFICATION)
                    || part.reason().equals(Part.MUCH_CHANGED)) {
                verified.add(range(part));
            }
        }
        verified.add("exists (" + planned(view, "p.part > 0 and p.reason = '%s'") + ")");
        String unexplained =
                "(%s) and not exists (%s)"
                        .formatted(
                                String.join(" or ", verified), planned(view, "p.reason <> '%s'"));
        return record(table, table.staging(), unexplained);
    }

    /** The booked slices that are the slice {@code d}. */
    private String planned(View view, String condition) {
        return "select from daybook.plan_slice as p where p.run_id = %d and p.view = %s and p.tenant_id = d.tenant_id and p.entity_id = d.%s%s and "
                        .formatted(
                                runId,
                                text(view.stem()),
                                view.key(),
                                view.daily() ? " and p.day = d.day" : "")
                + condition.formatted(Part.VERIFICATION);
    }

    /** Records the drift of a view over stored tables against the tables as they stand. */
    long ofStored(MetricTable table, String staged) {
        return record(table, staged, "true");
    }

    private long record(MetricTable table, String staged, String condition) {
        View view = table.view();
        String slices =
                "(select d.* from " + Differences.differ(view) + " as d where " + condition + ")";
        long count = Sql.number(store, STAGE, "select count(*) from " + slices + " as d");
        if (count > 0) {
            Sql.execute(store, STAGE, insert(table, staged, slices));
        }
        return count;
    }

    /** One row per differing column; a missing or surplus row is one row with column {@code *}. */
    private String insert(MetricTable table, String staged, String slices) {
        View view = table.view();
        String key =
                view.grain().stream()
                        .map(column -> "o." + column + " = n." + column)
                        .collect(Collectors.joining(" and "));
        String further =
                view.grain().stream()
                        .filter(column -> !view.slice().contains(column))
                        .map(
                                column ->
                                        "'%1$s=' || coalesce(cast(n.%1$s as text), cast(o.%1$s as text))"
                                                .formatted(column))
                        .collect(Collectors.joining(", "));
        String values =
                table.columnNames().stream()
                        .filter(column -> !view.grain().contains(column))
                        .filter(column -> !besideSet(view, column))
                        .map(
                                column ->
                                        "('%s', %s, %s)"
                                                .formatted(
                                                        column,
                                                        value(view, column, "o"),
                                                        value(view, column, "n")))
                        .collect(Collectors.joining(", "));
        return """
        insert into daybook.drift
            (run_id, mart, view, tenant_id, entity_id, day, row_key, column_name, stored, expected)
        with o as (select t.* from %1$s as t join %2$s as d on %3$s),
            n as (select t.* from %4$s as t join %2$s as d on %3$s)
        select %5$d, %6$s, %7$s, coalesce(n.tenant_id, o.tenant_id), coalesce(n.%8$s, o.%8$s),
            %9$s, concat_ws(' ', %10$s),
            c.name,
            case when o.tenant_id is null then null when c.name = '*' then 'row' else c.stored end,
            case when n.tenant_id is null then null when c.name = '*' then 'row' else c.expected end
        from o
        full join n on %11$s
        cross join lateral (values ('*', null, null), %12$s) as c (name, stored, expected)
        where case
                when o.tenant_id is null or n.tenant_id is null then c.name = '*'
                else c.name <> '*' and c.stored is distinct from c.expected
            end
        limit %13$d
        """
                .formatted(
                        table.name(),
                        slices,
                        Differences.match(view, "t", "d"),
                        staged,
                        runId,
                        text(view.mart()),
                        text(view.stem()),
                        view.key(),
                        view.daily() ? "coalesce(n.day, o.day)" : "cast(null as date)",
                        further.isEmpty() ? "''" : further,
                        key,
                        values,
                        NAMED_PER_VIEW);
    }

    private static boolean besideSet(View view, String column) {
        return view.sets().stream().anyMatch(set -> SetColumns.of(set).beside().contains(column));
    }

    /**
     * A column's text; of a set, whose ids are nobody's to read here, its size and md5, and what
     * tells its bytes apart where only they differ.
     */
    private static String value(View view, String column, String alias) {
        if (!view.sets().contains(column)) {
            return "cast(%s.%s as text)".formatted(alias, column);
        }
        SetColumns set = SetColumns.of(column);
        return "%1$s.%2$s || ' ids, md5 ' || %1$s.%3$s || case when o.%3$s = n.%3$s and o.%4$s <> n.%4$s then ', bytes ' || md5(%1$s.%4$s) else '' end"
                .formatted(alias, set.size(), set.md5(), set.ids());
    }

    private static String range(Part part) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        part.from().ifPresent(from -> conditions.add("d.day >= " + day(from)));
        part.toExclusive().ifPresent(to -> conditions.add("d.day < " + day(to)));
        return "(" + String.join(" and ", conditions) + ")";
    }
}
