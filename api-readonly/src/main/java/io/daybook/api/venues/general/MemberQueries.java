package io.daybook.api.venues.general;

import static io.daybook.schema.generated.venues.Tables.VENUE_MEMBERS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sum;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.figure.Ratio;
import io.daybook.api.venues.Selection;
import java.math.BigDecimal;
import org.jooq.Field;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/** The members of a selection's venues as of now. */
final class MemberQueries {

    /** Members by their home venue's status and trial. */
    record MemberTotals(
            BigDecimal active, BigDecimal inactive, BigDecimal trial, BigDecimal converted) {

        @Nullable BigDecimal conversion() {
            return Ratio.percent(converted.longValueExact(), trial.longValueExact());
        }
    }

    MemberTotals read(Snapshot snapshot, Selection selection) {
        return snapshot.dsl()
                .select(
                        added(VENUE_MEMBERS.ACTIVE_COUNT),
                        added(VENUE_MEMBERS.INACTIVE_COUNT),
                        added(VENUE_MEMBERS.TRIAL_COUNT),
                        added(VENUE_MEMBERS.CONVERTED_COUNT))
                .from(VENUE_MEMBERS)
                .where(selection.of(snapshot, VENUE_MEMBERS.TENANT_ID, VENUE_MEMBERS.VENUE_ID))
                .fetchSingle(Records.mapping(MemberTotals::new));
    }

    private static Field<BigDecimal> added(Field<Long> count) {
        return coalesce(sum(count), inline(BigDecimal.ZERO));
    }
}
