package io.daybook.api.events;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;

/** One local day of an event's sales. */
@Schema(name = "EventTimelineDay")
record EventTimelineDay(
        @Schema(description = "The day in the event's time zone") LocalDate date,
        @Schema(
                        description =
                                "Gross of the orders paid on this day, incl. tax and fees, in the"
                                        + " event's currency",
                        example = "1200.00")
                BigDecimal amount,
        @Schema(description = "Tickets of the orders paid on this day; number of tickets")
                long tickets,
        @Schema(description = "Tickets cancelled on this day; number of tickets")
                long ticketsCancelled,
        @Schema(
                        description = "Refunds that succeeded on this day, in the event's currency",
                        example = "0.00")
                BigDecimal refunds,
        @Schema(
                        description =
                                "amount less refunds, in the event's currency; may be negative",
                        example = "1200.00")
                BigDecimal net) {}
