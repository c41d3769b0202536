package io.daybook.api.events;

import static io.daybook.api.events.EventDirectoryQueries.STARTS_AT;
import static io.daybook.schema.generated.events.Tables.EVENT_DIRECTORY;
import static io.daybook.schema.generated.events.Tables.EVENT_TOTALS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import io.daybook.api.answer.Snapshot;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/** The tenant's events by start, a page at a time. */
final class EventListQueries {

    /**
     * @param status null: all
     * @param after null: the first page
     */
    EventList read(
            Snapshot snapshot,
            @Nullable EventStatus status,
            int limit,
            @Nullable EventCursor after) {
        if (!snapshot.edition().published()) {
            return new EventList(List.of(), null);
        }
        // one more than asked for tells whether there is a next page
        List<EventListRow> rows = rows(snapshot, status, limit + 1, after);
        boolean more = rows.size() > limit;
        List<EventListRow> page = more ? rows.subList(0, limit) : rows;
        return new EventList(
                page.stream().map(EventListRow::item).toList(),
                more ? next(status, page.get(limit - 1)) : null);
    }

    private static String next(@Nullable EventStatus status, EventListRow last) {
        String narrowed = status == null ? "" : status.toString();
        return new EventCursor(narrowed, last.startsAt(), last.id()).text();
    }

    private static List<EventListRow> rows(
            Snapshot snapshot,
            @Nullable EventStatus status,
            int count,
            @Nullable EventCursor after) {
        return snapshot.dsl()
                .select(
                        EVENT_DIRECTORY.EVENT_ID,
                        EVENT_DIRECTORY.NAME,
                        EVENT_DIRECTORY.STATUS,
                        EVENT_DIRECTORY.TIMEZONE,
                        STARTS_AT,
                        EVENT_DIRECTORY.CURRENCY,
                        coalesce(EVENT_TOTALS.GROSS_AMOUNT, inline(BigDecimal.ZERO)),
                        coalesce(EVENT_TOTALS.REFUNDED_AMOUNT, inline(BigDecimal.ZERO)),
                        coalesce(
                                EVENT_TOTALS.TICKETS_SOLD.minus(EVENT_TOTALS.TICKETS_CANCELLED),
                                inline(0L)),
                        EVENT_DIRECTORY.CAPACITY)
                .from(EVENT_DIRECTORY)
                .leftJoin(EVENT_TOTALS)
                .on(EVENT_TOTALS.TENANT_ID.eq(EVENT_DIRECTORY.TENANT_ID))
                .and(EVENT_TOTALS.EVENT_ID.eq(EVENT_DIRECTORY.EVENT_ID))
                .where(EVENT_DIRECTORY.TENANT_ID.eq(snapshot.tenant()))
                .and(status == null ? noCondition() : EVENT_DIRECTORY.STATUS.eq(status.toString()))
                .and(after == null ? noCondition() : isAfter(after))
                .orderBy(STARTS_AT.desc().nullsLast(), EVENT_DIRECTORY.EVENT_ID.desc())
                .limit(count)
                .fetch(Records.mapping(EventListRow::new));
    }

    private static Condition isAfter(EventCursor cursor) {
        Condition lowerId = EVENT_DIRECTORY.EVENT_ID.lt(cursor.eventId());
        OffsetDateTime start = cursor.startsAt();
        return start == null
                ? STARTS_AT.isNull().and(lowerId)
                : STARTS_AT.isNull().or(STARTS_AT.lt(start)).or(STARTS_AT.eq(start).and(lowerId));
    }
}
