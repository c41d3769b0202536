package io.daybook.api.reports;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** What {@link JsonReport} writes, for the description: it is never held as a whole. */
@Schema(name = "Report", description = "The rows of one view, added up as asked")
record ReportDocument(
        @Schema(description = "The view's name", example = "event_daily_sales") String view,
        @Schema(description = "The columns of every row, in order") List<String> columns,
        @Schema(
                        description =
                                "One object per row, by column: numbers, texts, ISO days and"
                                        + " instants, or null",
                        example =
                                "[{\"day\": \"2026-03-14\", \"currency\": \"EUR\","
                                        + " \"gross_amount\": 1200.00}]")
                List<Map<String, Object>> rows) {}
