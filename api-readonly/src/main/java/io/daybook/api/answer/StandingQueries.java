package io.daybook.api.answer;

import static io.daybook.schema.generated.daybook.Tables.GENERATION;

import io.daybook.api.publication.Publication;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;

/** The newest publication of a mart in a snapshot. The ledger is read once per publication. */
final class StandingQueries implements Standings {

    private final MartViews mart;
    private final LedgerQueries ledger = new LedgerQueries();
    private volatile Standing last = Standing.NONE;

    StandingQueries(MartViews mart) {
        this.mart = mart;
    }

    @Override
    public Standing newest(DSLContext dsl) {
        return dsl.select(GENERATION.GENERATION_, GENERATION.AS_OF)
                .from(GENERATION)
                .where(GENERATION.MART.eq(mart.mart()))
                .orderBy(GENERATION.GENERATION_.desc())
                .limit(1)
                .fetchOptional(row -> standing(dsl, row.value1(), row.value2()))
                .orElse(Standing.NONE);
    }

    @Override
    public Standing remembered(long generation) {
        Standing known = last;
        return known.generation() == generation ? known : Standing.NONE;
    }

    @Override
    public Optional<Publication> last() {
        Standing known = last;
        return known.asOf() == null
                ? Optional.empty()
                : Optional.of(new Publication(mart.mart(), known.generation(), known.asOf()));
    }

    private Standing standing(DSLContext dsl, long generation, OffsetDateTime asOf) {
        Instant instant = asOf.toInstant();
        Standing known = last;
        if (known.generation() == generation && instant.equals(known.asOf())) {
            return known;
        }
        boolean hole =
                ledger.hasMissingDays(dsl, mart, instant.atOffset(ZoneOffset.UTC).toLocalDate());
        Standing read = new Standing(generation, instant, hole);
        last = read;
        return read;
    }
}
