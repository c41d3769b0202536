package io.daybook.api.events;

import static io.daybook.schema.generated.events.Tables.EVENT_DAILY_SALES;
import static org.jooq.impl.DSL.sum;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.figure.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/** An event's sales per local day, days without any as zeros. */
final class EventTimelineQueries {

    private final EventTotalsQueries totals = new EventTotalsQueries();

    /** One stored day; an event's currencies, of which there is one at a time, taken together. */
    private record DayRow(
            LocalDate day,
            BigDecimal gross,
            BigDecimal tickets,
            BigDecimal cancelled,
            BigDecimal refunded) {

        static DayRow empty(LocalDate day) {
            BigDecimal zero = BigDecimal.ZERO;
            return new DayRow(day, zero, zero, zero, zero);
        }

        EventTimelineDay in(String currency) {
            return new EventTimelineDay(
                    day,
                    Money.of(gross, currency),
                    tickets.longValueExact(),
                    cancelled.longValueExact(),
                    Money.of(refunded, currency),
                    Money.of(gross.subtract(refunded), currency));
        }
    }

    private static final LocalDate EARLIEST = EventDirectoryQueries.EARLIEST;
    private static final LocalDate LATEST = EventDirectoryQueries.LATEST;

    private record Days(LocalDate first, LocalDate last) {}

    List<EventTimelineDay> read(Snapshot snapshot, EventRow event, TimelineRange range) {
        Days days =
                range == TimelineRange.ALL
                        ? lifetime(event, totals.read(snapshot, event.id()))
                        : new Days(event.asOfDay().minusDays(range.days() - 1), event.asOfDay());
        if (days == null) {
            return List.of();
        }
        Map<LocalDate, DayRow> rows = rows(snapshot, event.id(), days);
        return days.first()
                .datesUntil(days.last().plusDays(1))
                .map(day -> rows.getOrDefault(day, DayRow.empty(day)).in(event.currency()))
                .toList();
    }

    /** From the on-sale day, or an earlier movement, to the last movement; null without any. */
    private static @Nullable Days lifetime(EventRow event, EventTotalsRow totals) {
        LocalDate first = totals.firstMovement();
        LocalDate last = totals.lastMovement();
        if (first == null || last == null) {
            return null;
        }
        LocalDate onSale = event.onSaleDay();
        return new Days(
                believable(onSale != null && onSale.isBefore(first) ? onSale : first),
                believable(last));
    }

    /** An infinite clock, a bad row of the source, must not ask for days without end. */
    private static LocalDate believable(LocalDate day) {
        return day.isBefore(EARLIEST) ? EARLIEST : day.isAfter(LATEST) ? LATEST : day;
    }

    private static Map<LocalDate, DayRow> rows(Snapshot snapshot, long eventId, Days days) {
        return snapshot.dsl()
                .select(
                        EVENT_DAILY_SALES.DAY,
                        sum(EVENT_DAILY_SALES.GROSS_AMOUNT),
                        sum(EVENT_DAILY_SALES.TICKETS_SOLD),
                        sum(EVENT_DAILY_SALES.TICKETS_CANCELLED),
                        sum(EVENT_DAILY_SALES.REFUNDED_AMOUNT))
                .from(EVENT_DAILY_SALES)
                .where(EVENT_DAILY_SALES.TENANT_ID.eq(snapshot.tenant()))
                .and(EVENT_DAILY_SALES.EVENT_ID.eq(eventId))
                .and(EVENT_DAILY_SALES.DAY.between(days.first(), days.last()))
                .groupBy(EVENT_DAILY_SALES.DAY)
                .fetchMap(EVENT_DAILY_SALES.DAY, Records.mapping(DayRow::new));
    }
}
