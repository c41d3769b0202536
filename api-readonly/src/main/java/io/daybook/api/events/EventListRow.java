package io.daybook.api.events;

import io.daybook.api.figure.Money;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** One event of a list with its lifetime totals. */
record EventListRow(
        long id,
        String name,
        String status,
        String timezone,
        @Nullable OffsetDateTime startsAt,
        String currency,
        BigDecimal gross,
        BigDecimal refunded,
        long ticketsSold,
        @Nullable Integer capacity) {

    EventList.Item item() {
        return new EventList.Item(
                id,
                name,
                status,
                timezone,
                startsAt == null ? null : startsAt.toInstant(),
                currency,
                Money.of(gross, currency),
                Money.of(refunded, currency),
                ticketsSold,
                capacity);
    }
}
