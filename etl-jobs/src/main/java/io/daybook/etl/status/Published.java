package io.daybook.etl.status;

import static io.daybook.schema.generated.daybook.Tables.GENERATION;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The newest publication of a mart. */
record Published(long generation, Instant asOf, Instant horizon) {

    static @Nullable Published read(DSLContext dsl, String mart) {
        return dsl.selectFrom(GENERATION)
                .where(GENERATION.MART.eq(mart))
                .orderBy(GENERATION.GENERATION_.desc())
                .limit(1)
                .fetchOne(
                        row ->
                                new Published(
                                        row.getGeneration(),
                                        row.getAsOf().toInstant(),
                                        row.getHorizon().toInstant()));
    }
}
