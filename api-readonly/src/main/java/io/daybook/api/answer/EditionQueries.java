package io.daybook.api.answer;

import static io.daybook.schema.generated.daybook.Tables.GENERATION;

import io.daybook.api.answer.Edition.Stale;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The newest publication of the mart events and how far it may be trusted. */
public final class EditionQueries {

    private static final MartViews MART = MartViews.EVENTS;

    /** The store's clock, not the JVM's, which may go wrong on its own. */
    private static final Field<OffsetDateTime> NOW =
            DSL.field("clock_timestamp()", SQLDataType.TIMESTAMPWITHTIMEZONE);

    private final Duration limit;
    private final LedgerQueries ledger = new LedgerQueries();

    /** An edition whose as-of lies further back than the limit is stale. */
    public EditionQueries(Duration limit) {
        this.limit = limit;
    }

    /** The edition that a snapshot shows. */
    public Edition current(DSLContext dsl) {
        return dsl.select(GENERATION.GENERATION_, GENERATION.AS_OF, NOW)
                .from(GENERATION)
                .where(GENERATION.MART.eq(MART.mart()))
                .orderBy(GENERATION.GENERATION_.desc())
                .limit(1)
                .fetchOptional(row -> edition(dsl, row.value1(), row.value2(), row.value3()))
                .orElse(Edition.NONE);
    }

    private Edition edition(
            DSLContext dsl, long generation, OffsetDateTime asOf, OffsetDateTime now) {
        Instant instant = asOf.toInstant();
        return new Edition(generation, instant, stale(dsl, instant, now.toInstant()));
    }

    private @Nullable Stale stale(DSLContext dsl, Instant asOf, Instant now) {
        if (asOf.plus(limit).isBefore(now)) {
            return Stale.OLDER_THAN_LIMIT;
        }
        boolean hole =
                ledger.hasMissingDays(dsl, MART, asOf.atOffset(ZoneOffset.UTC).toLocalDate());
        return hole ? Stale.MISSING_DAYS : null;
    }
}
