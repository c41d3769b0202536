package io.daybook.api.venues.list;

import io.swagger.v3.oas.annotations.media.Schema;

/** One of the tenant's venues. */
@Schema(name = "VenueListItem")
record VenueListItem(
        @Schema(description = "The venue's id", example = "3") long id,
        @Schema(description = "The venue's name", example = "Riverside") String name,
        @Schema(description = "The venue's IANA time zone", example = "Europe/London")
                String timezone,
        @Schema(description = "ISO 4217 code of the venue's currency", example = "GBP")
                String currency) {}
