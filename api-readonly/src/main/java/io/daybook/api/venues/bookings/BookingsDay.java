package io.daybook.api.venues.bookings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;

/** One local day's bookings, by the day that they are for. */
@Schema(name = "VenueBookingsDay")
record BookingsDay(
        @Schema(description = "The day in the venue's time zone; may lie in the future")
                LocalDate date,
        @Schema(description = "Successful bookings: confirmed and completed", example = "18")
                long bookings,
        @Schema(description = "All bookings; the sum of the six below", example = "22") long total,
        @Schema(description = "Bookings of status Confirmed", example = "5") long confirmed,
        @Schema(description = "Bookings of status Completed", example = "13") long completed,
        @Schema(description = "Bookings of status Pending", example = "1") long pending,
        @Schema(description = "Bookings of status Cancelled", example = "2") long cancelled,
        @Schema(description = "Bookings of status No-Show", example = "1") @JsonProperty("no_show")
                long noShow,
        @Schema(description = "Bookings of any other status", example = "0") long unmapped,
        @Schema(description = "Slots of the successful bookings", example = "24") long slots) {}
