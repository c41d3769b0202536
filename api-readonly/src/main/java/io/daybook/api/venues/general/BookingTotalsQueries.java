package io.daybook.api.venues.general;

import static io.daybook.schema.generated.venues.Tables.VENUE_DAILY_BOOKINGS;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.sum;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.sets.RepeatCounts;
import io.daybook.api.sets.RepeatQueries;
import io.daybook.api.venues.Selection;
import org.jooq.Condition;
import org.jooq.Records;

/** The bookings of a selection and who came again. */
final class BookingTotalsQueries {

    BookingTotals read(Snapshot snapshot, Selection selection) {
        return snapshot.dsl()
                .select(
                        sum(VENUE_DAILY_BOOKINGS.CONFIRMED_COUNT),
                        sum(VENUE_DAILY_BOOKINGS.COMPLETED_COUNT),
                        sum(VENUE_DAILY_BOOKINGS.BOOKING_COUNT),
                        sum(VENUE_DAILY_BOOKINGS.COUPON_REDEMPTIONS),
                        min(VENUE_DAILY_BOOKINGS.DAY),
                        max(VENUE_DAILY_BOOKINGS.DAY))
                .from(VENUE_DAILY_BOOKINGS)
                .where(selected(snapshot, selection))
                // a slice may hold a row of zeros
                .and(VENUE_DAILY_BOOKINGS.BOOKING_COUNT.ne(0L))
                .fetchSingle(Records.mapping(BookingTotals::new));
    }

    /** Members with successful bookings: how many, and how many with more than one. */
    RepeatCounts repeats(Snapshot snapshot, Selection selection) {
        return RepeatQueries.read(
                snapshot.dsl(),
                snapshot.dsl()
                        .select(
                                VENUE_DAILY_BOOKINGS.MEMBERS_ONCE,
                                VENUE_DAILY_BOOKINGS.MEMBERS_TWICE)
                        .from(VENUE_DAILY_BOOKINGS)
                        .where(selected(snapshot, selection))
                        .and(VENUE_DAILY_BOOKINGS.MEMBERS_ONCE_SIZE.ne(0L)));
    }

    private static Condition selected(Snapshot snapshot, Selection selection) {
        return selection.of(
                snapshot,
                VENUE_DAILY_BOOKINGS.TENANT_ID,
                VENUE_DAILY_BOOKINGS.VENUE_ID,
                VENUE_DAILY_BOOKINGS.SPORT_ID,
                VENUE_DAILY_BOOKINGS.DAY);
    }
}
