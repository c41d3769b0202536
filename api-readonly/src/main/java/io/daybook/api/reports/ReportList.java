package io.daybook.api.reports;

import io.daybook.api.reports.query.ReportColumn;
import io.daybook.api.reports.query.ReportView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be reported. */
@Schema(name = "ReportList", description = "Every view that the caller may read")
record ReportList(
        @Schema(description = "The views, those over the source first") List<Item> items) {

    /** One view. */
    @Schema(name = "ReportListItem", description = "One view and its columns")
    record Item(
            @Schema(description = "The view's name in a path", example = "event_daily_sales")
                    String view,
            @Schema(description = "The subject area", example = "events") String mart,
            @Schema(description = "What one row is") String description,
            @Schema(
                            description = "What is left out by definition; null when nothing is",
                            nullable = true)
                    @Nullable String excludes,
            @Schema(description = "The columns that identify a row: the default of group_by")
                    List<String> grain,
            @Schema(description = "Whether it has local days: from, to and granularity are taken")
                    boolean daily,
            @Schema(
                            description =
                                    "The measure that the privacy floor counts: small groups are"
                                            + " merged, and the whole grain is the only group_by;"
                                            + " null when it has none",
                            nullable = true)
                    @Nullable String privacy,
            @Schema(description = "Every column that an answer can have") List<Column> columns) {

        static Item of(ReportView view) {
            return new Item(
                    view.stem(),
                    view.view().mart(),
                    view.view().row(),
                    view.view().excludes().orElse(null),
                    view.grain().stream().map(ReportColumn::name).toList(),
                    view.view().daily(),
                    view.view().privacy().orElse(null),
                    view.columns().stream().map(column -> Column.of(view, column)).toList());
        }
    }

    /** One column. */
    @Schema(name = "ReportListColumn", description = "One column of a view")
    record Column(
            @Schema(description = "The name in parameters and answers") String name,
            @Schema(
                            description =
                                    "dimension: rows are grouped by it; measure: is added; ratio:"
                                            + " is computed from two sums; distinct: counts ids,"
                                            + " each once however many rows have it; attribute:"
                                            + " says something of one row and cannot be added",
                            allowableValues = {
                                "dimension",
                                "measure",
                                "ratio",
                                "distinct",
                                "attribute"
                            })
                    String role,
            @Schema(
                            description = "What its values are; dates are local days",
                            allowableValues = {
                                "integer", "number", "text", "date", "instant", "flag"
                            })
                    String type,
            @Schema(
                            description =
                                    "Is made of amounts: the currency stands beside it, and several"
                                            + " are never added")
                    boolean money,
            @Schema(description = "How a ratio is computed; null for others", nullable = true)
                    @Nullable String formula) {

        static Column of(ReportView view, ReportColumn column) {
            var ratio = view.view().ratios().get(column.name());
            return new Column(
                    column.name(),
                    column.role().toString(),
                    column.kind().toString(),
                    column.money(),
                    ratio == null ? null : ratio.of() + " / " + ratio.per());
        }
    }
}
