package io.daybook.api.reports;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.util.List;

/** What {@link JsonReport} writes, for the description: it is never held as a whole. */
@Schema(name = "Report", description = "The rows of one view, added up as asked")
record ReportDocument(
        @Schema(description = "The view's name", example = "event_daily_sales") String view,
        @Schema(description = "The columns of every row, in order") List<String> columns,
        @ArraySchema(
                        arraySchema =
                                @Schema(
                                        description =
                                                "One object per row, by column: numbers, texts,"
                                                        + " flags, ISO days and instants, or null"),
                        schema =
                                @Schema(
                                        type = "object",
                                        additionalProperties = AdditionalPropertiesValue.TRUE))
                List<Object> rows) {}
