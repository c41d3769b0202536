package io.daybook.etl.plan;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.engine.Slice;
import java.sql.Connection;
import java.time.LocalDate;

/** Reads the slices of a part back from the plan. */
public final class PlannedSlices {

    private PlannedSlices() {}

    /** How a part narrows its view. */
    public static Narrowing narrowing(Connection store, long runId, Part part) {
        return switch (part.shape()) {
            case WHOLE ->
                    part.from().isEmpty()
                            ? new Narrowing.Whole()
                            : new Narrowing.Window(part.from(), part.toExclusive(), part.tenant());
            case WINDOW -> new Narrowing.Window(part.from(), part.toExclusive(), part.tenant());
            case SLICES -> slices(store, runId, part);
        };
    }

    private static Narrowing.Slices slices(Connection store, long runId, Part part) {
        return new Narrowing.Slices(
                Sql.query(
                        store,
                        "reading the plan",
                        """
                        select tenant_id, entity_id, day
                        from daybook.plan_slice
                        where run_id = %d and view = %s and part = %d
                        order by entity_id, day, tenant_id
                        """
                                .formatted(runId, text(part.view()), part.number()),
                        row ->
                                new Slice(
                                        row.getString(1),
                                        row.getLong(2),
                                        row.getObject(3, LocalDate.class))));
    }
}
