package io.daybook.api.venues.peaks;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When successful bookings begin, by local hour. */
@Schema(name = "VenuePeakHours", description = "When successful bookings begin, by local hour")
record PeakHours(
        @Schema(description = "All 24 hours of the day, ascending") List<Hour> hours,
        @Schema(
                        description =
                                "The same by sport, ascending by id, what has no sport last; sports"
                                        + " without a successful booking are left out")
                List<SportHours> sports) {

    @Schema(name = "VenuePeakHour", description = "One hour of the day")
    record Hour(
            @Schema(description = "0 to 23, by the clock on the venue's wall", example = "18")
                    int hour,
            @Schema(description = "Successful bookings that begin in it", example = "420")
                    long bookings) {}

    @Schema(name = "VenueSportHours", description = "One sport's bookings by hour")
    record SportHours(
            @Schema(
                            description = "The sport's id; null: bookings without a sport",
                            example = "2",
                            nullable = true)
                    @Nullable Long id,
            @Schema(
                            description = "The sport's name; null when it has none",
                            example = "Tennis",
                            nullable = true)
                    @Nullable String name,
            @Schema(description = "Successful bookings of hour 0 to hour 23: 24 numbers")
                    List<Long> bookings) {}
}
