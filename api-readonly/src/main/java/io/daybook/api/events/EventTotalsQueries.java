package io.daybook.api.events;

import static io.daybook.schema.generated.events.Tables.EVENT_TOTALS;

import io.daybook.api.answer.Snapshot;
import org.jooq.Records;

/** Lifetime totals. */
final class EventTotalsQueries {

    EventTotalsRow read(Snapshot snapshot, long eventId) {
        return snapshot.dsl()
                .select(
                        EVENT_TOTALS.GROSS_AMOUNT,
                        EVENT_TOTALS.REFUNDED_AMOUNT,
                        EVENT_TOTALS.TICKETS_SOLD,
                        EVENT_TOTALS.TICKETS_CANCELLED,
                        EVENT_TOTALS.FIRST_MOVEMENT_DAY,
                        EVENT_TOTALS.LAST_MOVEMENT_DAY)
                .from(EVENT_TOTALS)
                .where(EVENT_TOTALS.TENANT_ID.eq(snapshot.tenant()))
                .and(EVENT_TOTALS.EVENT_ID.eq(eventId))
                .fetchOptional(Records.mapping(EventTotalsRow::new))
                .orElse(EventTotalsRow.NONE);
    }
}
