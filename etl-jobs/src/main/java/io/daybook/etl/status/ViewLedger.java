package io.daybook.etl.status;

import static io.daybook.schema.generated.daybook.Tables.LEDGER;

import io.daybook.schema.catalogue.View;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of one view.
 *
 * @param days definition version by day
 * @param builtUnder the definition under which it was last built whole; null when it never was
 * @param generation the newest generation that wrote one of its rows
 */
record ViewLedger(
        View view,
        Map<LocalDate, String> days,
        @Nullable String builtUnder,
        @Nullable Long generation) {

    static ViewLedger read(DSLContext dsl, View view) {
        Map<LocalDate, String> days = new HashMap<>();
        String builtUnder = null;
        Long generation = null;
        for (var row :
                dsl.selectFrom(LEDGER)
                        .where(LEDGER.MART.eq(view.mart()), LEDGER.VIEW.eq(view.stem()))
                        .fetch()) {
            if (row.getDay() == null) {
                builtUnder = row.getDefinitionVersion();
            } else {
                days.put(row.getDay(), row.getDefinitionVersion());
            }
            generation =
                    generation == null
                            ? row.getGeneration()
                            : Math.max(generation, row.getGeneration());
        }
        return new ViewLedger(view, days, builtUnder, generation);
    }

    /** Whether it was built whole under its present definition. */
    boolean built() {
        return view.version().equals(builtUnder);
    }

    /** How its days are covered; none for a view without days. */
    DayCoverage coverage(@Nullable Published published, @Nullable LocalDate floor) {
        return published == null || !view.daily()
                ? DayCoverage.NONE
                : DayCoverage.of(
                        days,
                        view.version(),
                        built(),
                        published.asOf(),
                        published.horizon(),
                        floor);
    }
}
