package io.daybook.api.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
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

    @Schema(name = "EventSalesVelocity", description = "How fast sales run as of the publication")
    record SalesVelocity(
            @Schema(
                            description =
                                    "Tickets sold in the running quarter hour of as-of and the"
                                            + " three before it; number of tickets")
                    long current,
            @Schema(
                            description =
                                    "current against the same local hour of the last 28 selling"
                                            + " days: quiet below half of it, peak above one and a"
                                            + " half times, else steady",
                            allowableValues = {"quiet", "steady", "peak"})
                    String status,
            @Schema(
                            description =
                                    "Length of that window in whole minutes: 45 and the minutes of"
                                            + " the running quarter hour",
                            example = "52")
                    int windowMinutes,
            @Schema(
                            description =
                                    "current / windowMinutes in tickets per minute, truncated to"
                                            + " two decimals",
                            example = "0.09")
                    BigDecimal perMinute,
            @Schema(description = "The instant that current ends at, in UTC") Instant asOf) {}
}
