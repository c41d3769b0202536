package io.daybook.api.events.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.daybook.api.events.velocity.SalesVelocity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event's figures at a glance. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record EventOverview(
        TotalSales totalSales,
        TicketsSold ticketsSold,
        Demographics demographics,
        SalesVelocity salesVelocity) {

    @Schema(name = "EventTotalSales", description = "Sales and what they are compared with")
    record TotalSales(
            @Schema(
                            description =
                                    "Gross of paid orders incl. tax and fees, in the event's"
                                            + " currency: of the whole life (last_event) or of the"
                                            + " 30 local days up to as-of's (last_month)",
                            example = "42100.00")
                    BigDecimal current,
            @Schema(
                            description =
                                    "The same of the previous event at the same distance from its"
                                            + " start, or of the 30 days before; null when there is"
                                            + " no previous event",
                            example = "37400.00",
                            nullable = true)
                    @Nullable BigDecimal previous,
            @Schema(
                            description =
                                    "(current - previous) / previous in percent, truncated toward"
                                            + " zero to one decimal; null when previous is null, 0"
                                            + " or negative",
                            example = "12.5",
                            nullable = true)
                    @Nullable BigDecimal trend,
            @Schema(
                            description =
                                    "Refunds that succeeded, over the same days as current, in the"
                                            + " event's currency",
                            example = "0.00")
                    BigDecimal refunded,
            @Schema(
                            description =
                                    "current less refunded, in the event's currency; may be"
                                            + " negative",
                            example = "42100.00")
                    BigDecimal net,
            @Schema(description = "ISO 4217 code of the event's currency", example = "EUR")
                    String currency) {}

    @Schema(name = "EventTicketsSold", description = "Tickets sold against capacity")
    record TicketsSold(
            @Schema(description = "Tickets sold less cancelled; number of tickets", example = "842")
                    long sold,
            @Schema(
                            description = "The event's capacity in tickets; null = unlimited",
                            example = "1200",
                            nullable = true)
                    @Nullable Integer total,
            @Schema(
                            description =
                                    "sold of total in percent, truncated toward zero to one"
                                            + " decimal; may exceed 100; null when total is null"
                                            + " or 0",
                            example = "70.1",
                            nullable = true)
                    @Nullable BigDecimal percentage) {}

    @Schema(
            name = "EventDemographics",
            description = "Who buys: shares of the tickets with an answer")
    record Demographics(
            @Schema(
                            description =
                                    "Integer percent of answered tickets per gender, which sum to"
                                            + " 100; empty when there are no answers or too few"
                                            + " orders to show. unmapped: an answer outside the"
                                            + " list; suppressed: buckets of fewer orders than the"
                                            + " privacy floor, taken together")
                    Map<String, Integer> gender,
            @Schema(description = "The same per age range in years") Map<String, Integer> age,
            Coverages coverage) {}

    @Schema(name = "EventCoverages", description = "How many tickets the percentages stand on")
    record Coverages(Coverage gender, Coverage age) {}

    @Schema(name = "EventCoverage", description = "Tickets with an answer among those asked")
    record Coverage(
            @Schema(description = "Tickets with an answer, rounded down to a multiple of 5")
                    long answered,
            @Schema(
                            description =
                                    "Tickets sold and not cancelled, rounded down to a multiple"
                                            + " of 5")
                    long eligible) {}
}
