package io.daybook.api.venues;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.parameter.Id;
import io.daybook.api.parameter.LocalDay;
import io.daybook.api.problem.RequestRefused;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * What a metric is asked for. Each part may be left open: all days, all venues, all sports.
 *
 * @param start first local day
 * @param end last local day, inclusive
 */
public record Selection(
        @Nullable LocalDate start,
        @Nullable LocalDate end,
        @Nullable Long venueId,
        @Nullable Long sportId) {

    /** Three years and a little; all history is asked for by leaving an end open. */
    private static final int LONGEST = 1_100;

    /**
     * Reads what was sent; looks nothing up.
     *
     * @throws RequestRefused 400 for what is no day or no id, a reversed range and a long one
     */
    public static Selection of(
            @Nullable String startDate,
            @Nullable String endDate,
            @Nullable String venueId,
            @Nullable String sportId) {
        Selection selection =
                new Selection(
                        startDate == null ? null : LocalDay.of("start_date", startDate),
                        endDate == null ? null : LocalDay.of("end_date", endDate),
                        venueId == null ? null : Id.of("venue_id", venueId),
                        sportId == null ? null : Id.of("sport_id", sportId));
        selection.requireRange();
        return selection;
    }

    private void requireRange() {
        if (start == null || end == null) {
            return;
        }
        if (start.isAfter(end)) {
            throw RequestRefused.invalid(
                    "start_date", start.toString(), "a day not after end_date=" + end);
        }
        if (ChronoUnit.DAYS.between(start, end) >= LONGEST) {
            throw RequestRefused.invalid(
                    "end_date",
                    end.toString(),
                    "at most %d days from start_date=%s on, or one of the two only"
                            .formatted(LONGEST, start));
        }
    }

    /** The tenant's rows of these venues, whatever their day and sport. */
    public Condition of(Snapshot snapshot, Field<String> tenant, Field<Long> venue) {
        Condition rows = tenant.eq(snapshot.tenant());
        return venueId == null ? rows : rows.and(venue.eq(venueId));
    }

    /** The same of this sport only, whatever the day. */
    public Condition of(
            Snapshot snapshot, Field<String> tenant, Field<Long> venue, Field<Long> sport) {
        Condition rows = of(snapshot, tenant, venue);
        return sportId == null ? rows : rows.and(sport.eq(sportId));
    }

    /** The same of these days only. */
    public Condition of(
            Snapshot snapshot,
            Field<String> tenant,
            Field<Long> venue,
            Field<Long> sport,
            Field<LocalDate> day) {
        Condition rows = of(snapshot, tenant, venue, sport);
        if (start != null) {
            rows = rows.and(day.ge(start));
        }
        return end == null ? rows : rows.and(day.le(end));
    }

    /** The days asked for; where an end is open, to where the data go. Empty without data there. */
    public Days days(@Nullable LocalDate first, @Nullable LocalDate last) {
        return new Days(start == null ? first : start, end == null ? last : end);
    }

    /** The same text for all requests with the same answer. */
    @Override
    public String toString() {
        return "start_date=%s&end_date=%s&venue_id=%s&sport_id=%s"
                .formatted(text(start), text(end), text(venueId), text(sportId));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
