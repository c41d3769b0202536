package io.daybook.api.events.velocity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;

/** How fast an event sells. */
@Schema(name = "EventSalesVelocity", description = "How fast sales run as of the publication")
public record SalesVelocity(
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
        @Schema(description = "The instant that current ends at, in UTC") Instant asOf) {

    /** Whether the other says the same, of whatever instant. */
    boolean sameFigures(SalesVelocity other) {
        return current == other.current
                && status.equals(other.status)
                && windowMinutes == other.windowMinutes
                && perMinute.equals(other.perMinute);
    }
}
