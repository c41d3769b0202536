package io.daybook.etl.plan;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares a view by day with its table without moving rows: per day the row count, the sum of each
 * measure and the sum of a 60-bit piece of the md5 of each row's text, on each side.
 */
final class Fingerprints {

    private final SourceSnapshot snapshot;
    private final CompleteStatement statements;
    private final Connection store;

    Fingerprints(SourceSnapshot snapshot, CompleteStatement statements, Connection store) {
        this.snapshot = snapshot;
        this.statements = statements;
        this.store = store;
    }

    /**
     * The days of a window on which source and table differ, in order.
     *
     * @throws io.daybook.etl.database.StatementFailed also for a data error of a single slice; the
     *     snapshot can still be read
     */
    List<LocalDate> differingDays(MetricTable table, Narrowing.Window window) {
        Map<LocalDate, String> expected =
                snapshot.attempt(
                        () ->
                                read(
                                        snapshot.connection(),
                                        table,
                                        statements.rows(table.view(), window, table)));
        StringBuilder where = new StringBuilder(" where true");
        window.from().ifPresent(day -> where.append(" and daybook_w.day >= " + literal(day)));
        window.toExclusive().ifPresent(day -> where.append(" and daybook_w.day < " + literal(day)));
        Map<LocalDate, String> stored =
                read(store, table, "select * from " + table.name() + " as daybook_w" + where);
        Set<LocalDate> wrongSets = StoredSets.wrongDays(store, table, where.toString());
        return Stream.concat(expected.keySet().stream(), stored.keySet().stream())
                .distinct()
                .filter(
                        day ->
                                !Objects.equals(expected.get(day), stored.get(day))
                                        || wrongSets.contains(day))
                .sorted()
                .toList();
    }

    private static String literal(LocalDate day) {
        return Literals.day(day);
    }

    /** A row without a complete key is never stored; a check names it. */
    private static String hasKey(View view) {
        return view.grain().stream()
                .map(column -> "daybook_r." + column + " is not null")
                .collect(Collectors.joining(" and "));
    }

    private static Map<LocalDate, String> read(Connection side, MetricTable table, String rows) {
        String sums =
                table.measures().stream()
                        .map(measure -> ", sum(daybook_r." + measure + ")")
                        .collect(Collectors.joining());
        String query =
                """
                select daybook_r.day, cast(row(count(*)%s,
                    sum(cast(cast('x' || substr(md5(%s), 1, 15) as bit(60)) as bigint))) as text)
                from (
                %s
                ) as daybook_r
                where %s
                group by daybook_r.day
                """
                        .formatted(sums, table.rowText("daybook_r"), rows, hasKey(table.view()));
        Map<LocalDate, String> byDay = new TreeMap<>();
        for (Map.Entry<LocalDate, String> entry :
                Sql.query(
                        side,
                        "reading fingerprints of " + table.name(),
                        query,
                        row -> Map.entry(row.getObject(1, LocalDate.class), row.getString(2)))) {
            byDay.put(entry.getKey(), entry.getValue());
        }
        return byDay;
    }
}
