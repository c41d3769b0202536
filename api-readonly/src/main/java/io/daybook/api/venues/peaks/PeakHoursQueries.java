package io.daybook.api.venues.peaks;

import static io.daybook.schema.generated.venues.Tables.VENUE_HOURLY_BOOKINGS;
import static io.daybook.schema.generated.venues.Tables.VENUE_SPORTS;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.sum;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.venues.Selection;
import io.daybook.api.venues.VenueDirectoryQueries;
import io.daybook.api.venues.peaks.PeakHours.Hour;
import io.daybook.api.venues.peaks.PeakHours.SportHours;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/** When bookings begin, added up over the days of a range. */
final class PeakHoursQueries {

    private static final int HOURS = 24;

    /** What has no sport comes last. */
    private static final Comparator<Long> SHOWN_ORDER =
            Comparator.comparing((Long sport) -> sport == 0 ? Long.MAX_VALUE : sport);

    private final VenueDirectoryQueries directory = new VenueDirectoryQueries();

    private record HourRow(long sportId, int hour, BigDecimal bookings) {}

    PeakHours read(Snapshot snapshot, Selection selection) {
        directory.find(snapshot, selection);
        Map<Long, long[]> bySport = new TreeMap<>(SHOWN_ORDER);
        long[] all = new long[HOURS];
        for (HourRow row : rows(snapshot, selection)) {
            long bookings = row.bookings().longValueExact();
            bySport.computeIfAbsent(row.sportId(), sport -> new long[HOURS])[row.hour()] = bookings;
            all[row.hour()] += bookings;
        }
        Map<Long, String> names = names(snapshot);
        return new PeakHours(
                IntStream.range(0, HOURS).mapToObj(hour -> new Hour(hour, all[hour])).toList(),
                bySport.entrySet().stream()
                        .map(
                                sport ->
                                        sport(
                                                sport.getKey(),
                                                names.get(sport.getKey()),
                                                sport.getValue()))
                        .toList());
    }

    private static SportHours sport(long id, @Nullable String name, long[] bookings) {
        return new SportHours(id == 0 ? null : id, name, LongStream.of(bookings).boxed().toList());
    }

    private static List<HourRow> rows(Snapshot snapshot, Selection selection) {
        return snapshot.dsl()
                .select(
                        VENUE_HOURLY_BOOKINGS.SPORT_ID,
                        VENUE_HOURLY_BOOKINGS.HOUR,
                        sum(VENUE_HOURLY_BOOKINGS.SUCCESSFUL_COUNT))
                .from(VENUE_HOURLY_BOOKINGS)
                .where(
                        selection.of(
                                snapshot,
                                VENUE_HOURLY_BOOKINGS.TENANT_ID,
                                VENUE_HOURLY_BOOKINGS.VENUE_ID,
                                VENUE_HOURLY_BOOKINGS.SPORT_ID,
                                VENUE_HOURLY_BOOKINGS.DAY))
                // a slice may hold rows of zeros
                .and(VENUE_HOURLY_BOOKINGS.SUCCESSFUL_COUNT.ne(0L))
                .groupBy(VENUE_HOURLY_BOOKINGS.SPORT_ID, VENUE_HOURLY_BOOKINGS.HOUR)
                .fetch(Records.mapping(HourRow::new));
    }

    /** Sports without a name are absent. */
    private static Map<Long, String> names(Snapshot snapshot) {
        return snapshot.dsl()
                .select(VENUE_SPORTS.SPORT_ID, max(VENUE_SPORTS.SPORT_NAME))
                .from(VENUE_SPORTS)
                .where(VENUE_SPORTS.TENANT_ID.eq(snapshot.tenant()))
                .and(VENUE_SPORTS.SPORT_NAME.isNotNull())
                .groupBy(VENUE_SPORTS.SPORT_ID)
                .fetchMap(VENUE_SPORTS.SPORT_ID, max(VENUE_SPORTS.SPORT_NAME));
    }
}
