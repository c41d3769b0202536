package io.daybook.api.venues.bookings;

import static io.daybook.schema.generated.venues.Tables.VENUE_DAILY_BOOKINGS;
import static org.jooq.impl.DSL.sum;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.venues.Days;
import io.daybook.api.venues.Selection;
import io.daybook.api.venues.VenueDirectoryQueries;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.Records;

/** Bookings per local day, days without any as zeros. */
final class BookingsQueries {

    private final VenueDirectoryQueries directory = new VenueDirectoryQueries();

    /** One day of all the selected venues and sports. */
    private record DayRow(
            LocalDate day,
            BigDecimal confirmed,
            BigDecimal completed,
            BigDecimal pending,
            BigDecimal cancelled,
            BigDecimal noShow,
            BigDecimal unmapped,
            BigDecimal total,
            BigDecimal slots) {

        static DayRow empty(LocalDate day) {
            BigDecimal zero = BigDecimal.ZERO;
            return new DayRow(day, zero, zero, zero, zero, zero, zero, zero, zero);
        }

        BookingsDay shown() {
            return new BookingsDay(
                    day,
                    confirmed.add(completed).longValueExact(),
                    total.longValueExact(),
                    confirmed.longValueExact(),
                    completed.longValueExact(),
                    pending.longValueExact(),
                    cancelled.longValueExact(),
                    noShow.longValueExact(),
                    unmapped.longValueExact(),
                    slots.longValueExact());
        }
    }

    List<BookingsDay> read(Snapshot snapshot, Selection selection) {
        directory.find(snapshot, selection);
        SortedMap<LocalDate, DayRow> rows = rows(snapshot, selection);
        Days days =
                rows.isEmpty()
                        ? selection.days(null, null)
                        : selection.days(rows.firstKey(), rows.lastKey());
        return days.stream().map(day -> rows.getOrDefault(day, DayRow.empty(day)).shown()).toList();
    }

    private static SortedMap<LocalDate, DayRow> rows(Snapshot snapshot, Selection selection) {
        SortedMap<LocalDate, DayRow> rows = new TreeMap<>();
        snapshot.dsl()
                .select(
                        VENUE_DAILY_BOOKINGS.DAY,
                        sum(VENUE_DAILY_BOOKINGS.CONFIRMED_COUNT),
                        sum(VENUE_DAILY_BOOKINGS.COMPLETED_COUNT),
                        sum(VENUE_DAILY_BOOKINGS.PENDING_COUNT),
                        sum(VENUE_DAILY_BOOKINGS.CANCELLED_COUNT),
                        sum(VENUE_DAILY_BOOKINGS.NO_SHOW_COUNT),
                        sum(VENUE_DAILY_BOOKINGS.UNMAPPED_COUNT),
                        sum(VENUE_DAILY_BOOKINGS.BOOKING_COUNT),
                        sum(VENUE_DAILY_BOOKINGS.SLOTS_BOOKED))
                .from(VENUE_DAILY_BOOKINGS)
                .where(
                        selection.of(
                                snapshot,
                                VENUE_DAILY_BOOKINGS.TENANT_ID,
                                VENUE_DAILY_BOOKINGS.VENUE_ID,
                                VENUE_DAILY_BOOKINGS.SPORT_ID,
                                VENUE_DAILY_BOOKINGS.DAY))
                .and(VENUE_DAILY_BOOKINGS.BOOKING_COUNT.ne(0L))
                .groupBy(VENUE_DAILY_BOOKINGS.DAY)
                .fetch(Records.mapping(DayRow::new))
                .forEach(row -> rows.put(row.day(), row));
        return rows;
    }
}
