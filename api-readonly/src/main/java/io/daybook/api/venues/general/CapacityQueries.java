package io.daybook.api.venues.general;

import static io.daybook.schema.generated.venues.Tables.VENUE_DAILY_BOOKINGS;
import static io.daybook.schema.generated.venues.Tables.VENUE_SLOT_CAPACITY;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.sum;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.figure.Ratio;
import io.daybook.api.venues.Days;
import io.daybook.api.venues.Selection;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Record2;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/**
 * Booked slots of bookable ones, over the pairs of venue and sport that have capacity: bookable
 * slots on at least one weekday. Slots booked where none were bookable count all the same.
 */
final class CapacityQueries {

    /**
     * @param days of the range
     * @return percent; null when nothing was bookable on these days
     */
    @Nullable BigDecimal utilization(Snapshot snapshot, Selection selection, Days days) {
        BigDecimal bookable = bookable(snapshot, selection, days);
        return bookable.signum() <= 0 ? null : Ratio.percent(booked(snapshot, selection), bookable);
    }

    private static BigDecimal bookable(Snapshot snapshot, Selection selection, Days days) {
        Map<Integer, Long> daysOfWeekday =
                days.stream()
                        .map(LocalDate::getDayOfWeek)
                        .collect(
                                Collectors.groupingBy(
                                        weekday -> weekday.getValue(), Collectors.counting()));
        BigDecimal bookable = BigDecimal.ZERO;
        for (var capacity : slotsOfWeekday(snapshot, selection).entrySet()) {
            long count = daysOfWeekday.getOrDefault(capacity.getKey(), 0L);
            bookable = bookable.add(capacity.getValue().multiply(BigDecimal.valueOf(count)));
        }
        return bookable;
    }

    private static Map<Integer, BigDecimal> slotsOfWeekday(Snapshot snapshot, Selection selection) {
        return snapshot.dsl()
                .select(VENUE_SLOT_CAPACITY.WEEKDAY, sum(VENUE_SLOT_CAPACITY.SLOTS_PER_DAY))
                .from(VENUE_SLOT_CAPACITY)
                .where(known(snapshot, selection))
                .groupBy(VENUE_SLOT_CAPACITY.WEEKDAY)
                .fetchMap(VENUE_SLOT_CAPACITY.WEEKDAY, sum(VENUE_SLOT_CAPACITY.SLOTS_PER_DAY));
    }

    private static BigDecimal booked(Snapshot snapshot, Selection selection) {
        BigDecimal booked =
                snapshot.dsl()
                        .select(sum(VENUE_DAILY_BOOKINGS.SLOTS_BOOKED))
                        .from(VENUE_DAILY_BOOKINGS)
                        .where(
                                selection.of(
                                        snapshot,
                                        VENUE_DAILY_BOOKINGS.TENANT_ID,
                                        VENUE_DAILY_BOOKINGS.VENUE_ID,
                                        VENUE_DAILY_BOOKINGS.SPORT_ID,
                                        VENUE_DAILY_BOOKINGS.DAY))
                        .and(
                                row(VENUE_DAILY_BOOKINGS.VENUE_ID, VENUE_DAILY_BOOKINGS.SPORT_ID)
                                        .in(pairs(snapshot, selection)))
                        .fetchSingle()
                        .value1();
        return booked == null ? BigDecimal.ZERO : booked;
    }

    private static Select<Record2<Long, Long>> pairs(Snapshot snapshot, Selection selection) {
        return snapshot.dsl()
                .select(VENUE_SLOT_CAPACITY.VENUE_ID, VENUE_SLOT_CAPACITY.SPORT_ID)
                .from(VENUE_SLOT_CAPACITY)
                .where(known(snapshot, selection));
    }

    /** A weekday without slots adds nothing, and does not make a pair one with capacity. */
    private static Condition known(Snapshot snapshot, Selection selection) {
        return selection
                .of(
                        snapshot,
                        VENUE_SLOT_CAPACITY.TENANT_ID,
                        VENUE_SLOT_CAPACITY.VENUE_ID,
                        VENUE_SLOT_CAPACITY.SPORT_ID)
                .and(VENUE_SLOT_CAPACITY.SLOTS_PER_DAY.gt(inline(0L)));
    }
}
