package io.daybook.api.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One event's sales over its whole life; all zero for an event without any. */
record EventTotalsRow(
        BigDecimal gross,
        BigDecimal refunded,
        long ticketsSold,
        long ticketsCancelled,
        @Nullable LocalDate firstMovement,
        @Nullable LocalDate lastMovement) {

    static final EventTotalsRow NONE =
            new EventTotalsRow(BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, null, null);
}
