package io.daybook.api.events;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the tenant's events. */
record EventList(
        @Schema(description = "Newest start first, events without a start last") List<Item> items,
        @Schema(
                        description =
                                "Pass it as cursor to get the next page; null when this is the"
                                        + " last",
                        nullable = true)
                @Nullable String next) {

    @Schema(name = "EventListItem")
    record Item(
            @Schema(description = "The event's id") long id,
            @Schema(description = "The event's name") String name,
            @Schema(description = "draft, live, ended or cancelled") String status,
            @Schema(description = "The event's IANA time zone", example = "Europe/Berlin")
                    String timezone,
            @Schema(description = "When the event starts, in UTC; null = not set", nullable = true)
                    @Nullable Instant startsAt,
            @Schema(description = "ISO 4217 code of the event's currency", example = "EUR")
                    String currency,
            @Schema(
                            description =
                                    "Lifetime gross of paid orders incl. tax and fees, in the"
                                            + " event's currency",
                            example = "42100.00")
                    BigDecimal sales,
            @Schema(
                            description =
                                    "Lifetime refunds that succeeded, in the event's currency",
                            example = "0.00")
                    BigDecimal refunded,
            @Schema(description = "Tickets sold less cancelled; number of tickets")
                    long ticketsSold,
            @Schema(
                            description = "The event's capacity in tickets; null = unlimited",
                            nullable = true)
                    @Nullable Integer capacity) {}
}
