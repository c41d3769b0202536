package io.daybook.api.reports.query;

import io.daybook.api.reports.query.ReportColumn.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report that can be computed: every name in it is a column's.
 *
 * @param groups in the order of the answer; none for one row over all
 * @param figures measures, ratios and, where rows are not added, attributes
 * @param filters by column
 */
public record ReportRequest(
        ReportView view,
        List<ReportColumn> groups,
        List<ReportColumn> figures,
        Optional<Days> days,
        Map<ReportColumn, Object> filters,
        List<Order> orders,
        Granularity granularity) {

    public ReportRequest {
        groups = List.copyOf(groups);
        figures = List.copyOf(figures);
        filters = new LinkedHashMap<>(filters);
        orders = List.copyOf(orders);
    }

    /** Local days, both inclusive. */
    public record Days(LocalDate from, LocalDate to) {}

    /** A column of the answer to sort by. */
    public record Order(ReportColumn column, boolean descending) {}

    /** Whether each row of the answer is a row of the table. */
    boolean isExact() {
        return granularity == Granularity.DAY && groups.containsAll(view.grain());
    }

    /** The figures for which stored sets have to be merged: of a single row its size is stored. */
    List<ReportColumn> merged() {
        return isExact()
                ? List.of()
                : figures.stream().filter(figure -> figure.is(Role.DISTINCT)).toList();
    }

    /** The columns of the answer, in its order. */
    public List<ReportColumn> columns() {
        return Stream.concat(groups.stream(), figures.stream()).toList();
    }

    /** What a column is called in the answer: local days by what they are taken together to. */
    public String nameOf(ReportColumn column) {
        return column.name().equals(ReportView.DAY) && column.is(Role.DIMENSION)
                ? granularity.toString()
                : column.name();
    }

    /** The same for all requests with the same answer. */
    public String canonical() {
        return "reports/%s?measures=%s&group_by=%s&days=%s&filter=%s&order_by=%s&granularity=%s"
                .formatted(
                        view.stem(),
                        names(figures),
                        names(groups),
                        days.map(range -> range.from() + ".." + range.to()).orElse(""),
                        filters.entrySet().stream()
                                .map(filter -> filter.getKey().name() + "=" + text(filter))
                                .sorted()
                                .collect(Collectors.joining("&")),
                        orders.stream()
                                .map(o -> (o.descending() ? "-" : "") + o.column().name())
                                .collect(Collectors.joining(",")),
                        granularity);
    }

    private static String text(Map.Entry<ReportColumn, Object> filter) {
        return URLEncoder.encode(filter.getValue().toString(), StandardCharsets.UTF_8);
    }

    private static String names(List<ReportColumn> columns) {
        return columns.stream().map(ReportColumn::name).collect(Collectors.joining(","));
    }
}
