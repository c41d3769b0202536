package io.daybook.api.events;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One event of the directory, seen from an edition.
 *
 * @param capacity null: unlimited
 * @param startsAt null also for an infinite instant, which is a bad row of the source
 * @param startsDay in the event's zone
 * @param onSaleDay in the event's zone
 * @param asOfDay the local day of as-of in the event's zone, computed by the store
 * @param hasStarted as of the edition; false without a start
 */
record EventRow(
        long id,
        String currency,
        @Nullable Integer capacity,
        @Nullable OffsetDateTime startsAt,
        @Nullable LocalDate startsDay,
        @Nullable LocalDate onSaleDay,
        String timezone,
        LocalDate asOfDay,
        boolean hasStarted) {}
