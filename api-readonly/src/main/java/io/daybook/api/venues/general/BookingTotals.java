package io.daybook.api.venues.general;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The bookings of a selection; without any, all is null.
 *
 * @param first the first day with a booking
 * @param last the last one, which may lie in the future
 */
record BookingTotals(
        @Nullable BigDecimal confirmed,
        @Nullable BigDecimal completed,
        @Nullable BigDecimal all,
        @Nullable BigDecimal coupons,
        @Nullable LocalDate first,
        @Nullable LocalDate last) {

    long successful() {
        return count(confirmed) + count(completed);
    }

    static long count(@Nullable BigDecimal sum) {
        return sum == null ? 0 : sum.longValueExact();
    }
}
