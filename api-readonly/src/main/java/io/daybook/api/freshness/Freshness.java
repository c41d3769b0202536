package io.daybook.api.freshness;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far each mart may be trusted. */
record Freshness(
        @Schema(description = "One per published mart; empty before the first publication")
                List<Mart> marts) {

    @Schema(name = "MartFreshness")
    record Mart(
            @Schema(description = "The mart's name", example = "events") String mart,
            @Schema(description = "Number of the newest publication") long generation,
            @Schema(description = "The instant of the source that it reflects, in UTC")
                    @JsonProperty("as_of")
                    Instant asOf,
            @Schema(
                            description =
                                    "The instant, in UTC, before which no change of the source was"
                                            + " still under way")
                    Instant horizon,
            @Schema(
                            description =
                                    "The last final local day before the first missing or stale one;"
                                            + " null when there is none",
                            nullable = true)
                    @JsonProperty("complete_through")
                    @Nullable LocalDate completeThrough,
            @Schema(
                            description =
                                    "Local days held that may still change: the horizon has not"
                                            + " passed 12:00 UTC of the next day; ascending")
                    @JsonProperty("provisional_days")
                    List<LocalDate> provisionalDays,
            @Schema(
                            description =
                                    "Days between the first held and as-of's UTC day that a view"
                                            + " lacks; ascending")
                    @JsonProperty("missing_days")
                    List<LocalDate> missingDays,
            @Schema(
                            description =
                                    "Days of that span that a view holds under an older definition;"
                                            + " the next run computes them again; ascending")
                    @JsonProperty("stale_days")
                    List<LocalDate> staleDays,
            @Schema(
                            description =
                                    "Slices that could not be recomputed and keep their last good"
                                            + " rows; number of slices")
                    @JsonProperty("held_back_count")
                    long heldBackCount,
            @Schema(
                            description =
                                    "Rows of the source that are left out until they pass their"
                                            + " check; number of rows")
                    @JsonProperty("bad_row_count")
                    long badRowCount,
            @Schema(
                            description =
                                    "When the last run ended, in UTC; null when none has been reported",
                            nullable = true)
                    @JsonProperty("last_run_ended_at")
                    @Nullable Instant lastRunEndedAt,
            @Schema(
                            description =
                                    "How the last run ended; null when none has been reported",
                            example = "published",
                            nullable = true)
                    @JsonProperty("last_run_outcome")
                    @Nullable String lastRunOutcome) {}
}
