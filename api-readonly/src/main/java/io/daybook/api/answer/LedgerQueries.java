package io.daybook.api.answer;

import static io.daybook.schema.generated.daybook.Tables.LEDGER;
import static org.jooq.impl.DSL.boolOr;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.row;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/** Whether the ledger of a mart has a hole, in one pass over it. */
final class LedgerQueries {

    /** One view's ledger in short; days of the present definition counted up to a given one. */
    private record ViewRow(String view, boolean whole, @Nullable LocalDate first, int days) {

        boolean hasHole(LocalDate last) {
            return !whole || first != null && days < ChronoUnit.DAYS.between(first, last) + 1;
        }
    }

    /**
     * Whether a view was never built whole, or lacks a day from its first one to the last, under
     * its present definition.
     */
    boolean hasMissingDays(DSLContext dsl, MartViews views, LocalDate last) {
        Condition present =
                row(LEDGER.VIEW, LEDGER.DEFINITION_VERSION)
                        .in(
                                views.versions().entrySet().stream()
                                        .map(view -> row(view.getKey(), view.getValue()))
                                        .toList());
        Map<String, ViewRow> rows =
                dsl
                        .select(
                                LEDGER.VIEW,
                                boolOr(LEDGER.DAY.isNull().and(present)),
                                min(LEDGER.DAY),
                                count().filterWhere(LEDGER.DAY.le(last), present))
                        .from(LEDGER)
                        .where(LEDGER.MART.eq(views.mart()))
                        .groupBy(LEDGER.VIEW)
                        .fetch(Records.mapping(ViewRow::new))
                        .stream()
                        .collect(Collectors.toMap(ViewRow::view, row -> row));
        return views.all().stream()
                .anyMatch(view -> !rows.containsKey(view) || rows.get(view).hasHole(last));
    }
}
