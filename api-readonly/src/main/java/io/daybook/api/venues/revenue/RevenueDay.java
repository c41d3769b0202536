package io.daybook.api.venues.revenue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One local day's revenue. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "VenueRevenueDay")
record RevenueDay(
        @Schema(description = "The day in the venue's time zone") LocalDate date,
        @Schema(
                        description =
                                "Sum of the transactions of status Success; null when the selection"
                                        + " has several currencies",
                        example = "1920.00",
                        nullable = true)
                @Nullable BigDecimal revenue,
        @Schema(
                        description =
                                "ISO 4217 code of the revenue's currency; null when there are several"
                                        + " or no venues",
                        example = "GBP",
                        nullable = true)
                @Nullable String currency,
        @Schema(
                        description =
                                "The revenue by ISO 4217 code of its currency when the selection has"
                                        + " several; else null",
                        nullable = true)
                @JsonProperty("by_currency")
                @Nullable Map<String, BigDecimal> byCurrency) {}
