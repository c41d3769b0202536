package io.daybook.etl.metrics;

import static io.daybook.schema.generated.daybook.Tables.MART_STATE;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What the store knows of a mart whatever became of the run; nulls before a first publication. */
record MartFigures(
        @Nullable Long generation,
        @Nullable OffsetDateTime asOf,
        @Nullable OffsetDateTime horizon,
        long heldBack,
        long badRows) {

    static Optional<MartFigures> read(DSLContext dsl, String mart) {
        return dsl.selectFrom(MART_STATE)
                .where(MART_STATE.MART.eq(mart))
                .fetchOptional(
                        row ->
                                new MartFigures(
                                        row.getGeneration(),
                                        row.getAsOf(),
                                        row.getHorizon(),
                                        row.getHeldBackCount(),
                                        row.getBadRowCount()));
    }
}
