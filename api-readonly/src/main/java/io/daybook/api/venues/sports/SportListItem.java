package io.daybook.api.venues.sports;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A sport that occurs in bookings of the tenant's venues. */
@Schema(name = "SportListItem")
record SportListItem(
        @Schema(description = "The sport's id", example = "2") long id,
        @Schema(
                        description = "The sport's name; null when it has none",
                        example = "Tennis",
                        nullable = true)
                @Nullable String name) {}
