package io.daybook.api.reports;

import io.daybook.api.answer.AnswersByMart;
import io.daybook.api.guard.Caller;
import io.daybook.api.privacy.PrivacyFloor;
import io.daybook.api.reports.query.Report;
import io.daybook.api.reports.query.ReportParameters;
import io.daybook.api.reports.query.ReportView;
import io.daybook.api.reports.query.ReportViews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.enums.ParameterStyle;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
final class ReportController {

    /** Beyond it, ask for fewer days or coarser groups; a cut would look like the whole. */
    static final long MOST_ROWS = 200_000;

    private static final String FILTER = "filter[";

    private final AnswersByMart answers;
    private final PrivacyFloor floor;
    private final ReportViews views;

    ReportController(AnswersByMart answers, PrivacyFloor floor, ReportViews views) {
        this.answers = answers;
        this.floor = floor;
        this.views = views;
    }

    @Operation(
            operationId = "reportList",
            summary = "Every view that the caller may read, with its columns",
            tags = "reports")
    @GetMapping(path = "/api/v1/reports", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReportList> list(ServletWebRequest exchange) {
        Caller caller = Caller.of(exchange.getRequest());
        ReportAccess.requireReports(caller);
        ReportList list =
                new ReportList(
                        views.all().stream()
                                .filter(ReportView::isShown)
                                .filter(view -> ReportAccess.mayRead(caller, view))
                                .map(ReportList.Item::of)
                                .toList());
        // changes with the views that this process was started with, whatever was published
        return answers.overall()
                .answer(exchange, "reports", dsl -> list.toString(), snapshot -> list);
    }

    @Operation(
            operationId = "report",
            summary = "One view's rows, added up as asked",
            description =
                    "Without parameters: the view's own rows. Rows come ordered by group_by. An"
                            + " answer of more than 200000 rows is refused.",
            parameters =
                    @Parameter(
                            name = "filter",
                            in = ParameterIn.QUERY,
                            example = "{\"currency\": \"EUR\"}",
                            description =
                                    "Only rows with this value in this column, as"
                                            + " filter[event_id]=17; a dimension or an attribute",
                            style = ParameterStyle.DEEPOBJECT,
                            explode = Explode.TRUE,
                            schema = @Schema(type = "object")),
            tags = "reports")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = ReportDocument.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
            })
    @GetMapping(
            path = "/api/v1/reports/{view}",
            produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv"})
    ResponseEntity<InputStreamResource> report(
            @Parameter(
                            description = "The view's name, as the list has it",
                            example = "event_daily_sales")
                    @PathVariable("view")
                    String view,
            @Parameter(
                            example = "gross_amount,average_order",
                            description =
                                    "Measures, ratios, distincts and, when group_by is the whole"
                                            + " grain, attributes, between commas; all measures"
                                            + " when absent")
                    @RequestParam(name = "measures", required = false)
                    @Nullable String measures,
            @Parameter(
                            example = "currency",
                            description =
                                    "Columns of the grain, or currency, between commas; the whole"
                                            + " grain when absent, one row over all when empty")
                    @RequestParam(name = "group_by", required = false)
                    @Nullable String groupBy,
            @Parameter(
                            example = "2026-03-01",
                            description =
                                    "First local day, together with to; at most 1100 days; all"
                                            + " days when both are absent",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(name = "from", required = false)
                    @Nullable String from,
            @Parameter(
                            example = "2026-03-31",
                            description = "Last local day, inclusive",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(name = "to", required = false)
                    @Nullable String to,
            @RequestParam(name = "filter", required = false) @Nullable Map<String, String> filter,
            @Parameter(
                            example = "-gross_amount",
                            description =
                                    "Columns of the answer between commas, each descending after a"
                                            + " minus; group_by when absent")
                    @RequestParam(name = "order_by", required = false)
                    @Nullable String orderBy,
            @Parameter(
                            example = "week",
                            description =
                                    "Takes local days together: weeks from Monday on, named by"
                                            + " it, or months, named by their first day",
                            schema =
                                    @Schema(
                                            allowableValues = {"day", "week", "month"},
                                            defaultValue = "day"))
                    @RequestParam(name = "granularity", required = false)
                    @Nullable String granularity,
            @Parameter(
                            example = "json",
                            description = "How the answer is written",
                            schema =
                                    @Schema(
                                            allowableValues = {"json", "csv"},
                                            defaultValue = "json"))
                    @RequestParam(name = "format", required = false)
                    @Nullable String format,
            ServletWebRequest exchange) {
        Caller caller = Caller.of(exchange.getRequest());
        ReportAccess.requireReports(caller);
        ReportFormat written = ReportFormat.of(format);
        ReportView found = views.find(view);
        ReportAccess.requireView(caller, found);
        ReportParameters sent =
                new ReportParameters(
                        measures, groupBy, from, to, filters(exchange), orderBy, granularity);
        Report report = Report.of(found, sent, floor);
        return answers.of(found.view().mart())
                .download(
                        exchange,
                        report.canonical() + "&format=" + written,
                        written.headers(found.stem()),
                        snapshot -> SpooledReport.of(report, written, snapshot, MOST_ROWS));
    }

    /** Spring binds no map to such names; that they have a column each is checked already. */
    private static Map<String, String> filters(ServletWebRequest exchange) {
        Map<String, String> filters = new TreeMap<>();
        exchange.getRequest()
                .getParameterMap()
                .forEach(
                        (name, values) -> {
                            if (name.startsWith(FILTER)) {
                                filters.put(
                                        name.substring(FILTER.length(), name.length() - 1),
                                        values[0]);
                            }
                        });
        return filters;
    }
}
