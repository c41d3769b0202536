package io.daybook.api.reports.query;

import io.daybook.api.problem.RequestRefused;
import io.daybook.api.reports.query.ReportColumn.Role;
import io.daybook.api.reports.query.ReportRequest.Days;
import io.daybook.api.reports.query.ReportRequest.Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what was sent against the columns of one view. Looks nothing up in the store. */
final class ReportParser {

    private final ReportView view;
    private final ReportParameters sent;

    private ReportParser(ReportView view, ReportParameters sent) {
        this.view = view;
        this.sent = sent;
    }

    /**
     * @throws RequestRefused 400 for a name that is no column's, and for what cannot be added
     */
    static ReportRequest parse(ReportView view, ReportParameters sent) {
        return new ReportParser(view, sent).request();
    }

    private ReportRequest request() {
        Optional<Days> days = days();
        Granularity granularity = granularity();
        Map<ReportColumn, Object> filters = filters();
        List<ReportColumn> groups = groups();
        // of several rows, as the floor may merge, an attribute says nothing
        boolean exact =
                granularity == Granularity.DAY
                        && groups.containsAll(view.grain())
                        && view.view().privacy().isEmpty();
        List<ReportColumn> figures = figures(exact);
        groups = withCurrency(groups, figures, filters);
        figures.removeAll(groups);
        ReportRequest request =
                new ReportRequest(
                        view,
                        groups,
                        figures,
                        days,
                        filters,
                        orders(groups, figures, granularity),
                        granularity);
        SmallGroups.check(request, sent);
        refuseOrderOfMerged(request);
        return request;
    }

    /** Sets are merged group by group, so their sizes are known only once the rows are ordered. */
    private void refuseOrderOfMerged(ReportRequest request) {
        if (sent.orderBy() != null && !request.merged().isEmpty()) {
            throw RequestRefused.invalid(
                    "order_by",
                    sent.orderBy(),
                    "it absent beside %s: its rows are ordered by group_by"
                            .formatted(names(request.merged())));
        }
    }

    private Optional<Days> days() {
        if (!view.view().daily()) {
            refuse("from", sent.from());
            refuse("to", sent.to());
            refuse("granularity", sent.granularity());
        }
        return DayRange.of(sent.from(), sent.to());
    }

    private void refuse(String parameter, @Nullable String value) {
        if (value != null) {
            throw RequestRefused.invalid(
                    parameter, value, "it absent: %s has no day".formatted(view.stem()));
        }
    }

    private Granularity granularity() {
        return sent.granularity() == null ? Granularity.DAY : Granularity.of(sent.granularity());
    }

    /** The whole grain when nothing is said; a granularity asks for its periods. */
    private List<ReportColumn> groups() {
        List<ReportColumn> groupable =
                Stream.concat(view.grain().stream(), view.currency().stream()).distinct().toList();
        if (sent.groupBy() == null) {
            return new ArrayList<>(view.grain());
        }
        List<ReportColumn> groups = columns("group_by", sent.groupBy(), groupable);
        Optional<ReportColumn> day = view.column(ReportView.DAY);
        if (sent.granularity() != null && !groups.contains(day.orElseThrow())) {
            groups.add(0, day.orElseThrow());
        }
        return groups;
    }

    private List<ReportColumn> figures(boolean exact) {
        if (sent.measures() == null) {
            return new ArrayList<>(
                    exact
                            ? view.columns(Role.MEASURE, Role.ATTRIBUTE)
                            : view.columns(Role.MEASURE));
        }
        List<ReportColumn> figures =
                columns(
                        "measures",
                        sent.measures(),
                        view.columns(Role.MEASURE, Role.RATIO, Role.DISTINCT, Role.ATTRIBUTE));
        for (ReportColumn figure : figures) {
            if (figure.is(Role.ATTRIBUTE) && !exact) {
                throw RequestRefused.invalid(
                        "measures",
                        figure.name(),
                        "what can be added (%s), or the whole grain in group_by: %s"
                                .formatted(
                                        names(
                                                view.columns(
                                                        Role.MEASURE, Role.RATIO, Role.DISTINCT)),
                                        names(view.grain())));
            }
        }
        return figures;
    }

    /**
     * Amounts of several currencies are never added, and an amount never stands without its own.
     */
    private List<ReportColumn> withCurrency(
            List<ReportColumn> groups,
            List<ReportColumn> figures,
            Map<ReportColumn, Object> filters) {
        Optional<ReportColumn> money = figures.stream().filter(ReportColumn::money).findFirst();
        if (money.isEmpty()) {
            return groups;
        }
        ReportColumn currency = view.currency().orElseThrow();
        ReportColumn entity = view.column(view.view().key()).orElseThrow();
        boolean one =
                Stream.of(currency, entity)
                        .anyMatch(c -> groups.contains(c) || filters.containsKey(c));
        if (!one) {
            throw RequestRefused.invalid(
                    "measures",
                    money.get().name(),
                    "currency or %1$s in group_by or as a filter: amounts of several currencies"
                                    .formatted(entity.name())
                            + " cannot be added");
        }
        List<ReportColumn> with = new ArrayList<>(groups);
        if (!with.contains(currency)) {
            with.add(currency);
        }
        return with;
    }

    private Map<ReportColumn, Object> filters() {
        List<ReportColumn> filterable =
                Stream.concat(
                                view.columns(Role.DIMENSION, Role.ATTRIBUTE).stream(),
                                view.currency().stream())
                        .distinct()
                        .toList();
        Map<ReportColumn, Object> filters = new LinkedHashMap<>();
        sent.filters()
                .forEach(
                        (name, value) -> {
                            ReportColumn column = column("filter", name, filterable);
                            filters.put(column, FilterValue.of(column, value));
                        });
        return filters;
    }

    private List<Order> orders(
            List<ReportColumn> groups, List<ReportColumn> figures, Granularity granularity) {
        if (sent.orderBy() == null) {
            return List.of();
        }
        List<ReportColumn> shown = Stream.concat(groups.stream(), figures.stream()).toList();
        List<Order> orders = new ArrayList<>();
        for (String name : list("order_by", sent.orderBy())) {
            boolean descending = name.startsWith("-");
            String plain = descending ? name.substring(1) : name;
            // the answer calls the days by their granularity, so either name will do
            String known = plain.equals(granularity.toString()) ? ReportView.DAY : plain;
            orders.add(new Order(column("order_by", known, shown), descending));
        }
        refuseTwice("order_by", sent.orderBy(), orders.stream().map(Order::column).toList());
        return orders;
    }

    private List<ReportColumn> columns(String parameter, String text, List<ReportColumn> known) {
        List<ReportColumn> columns = new ArrayList<>();
        for (String name : list(parameter, text)) {
            columns.add(column(parameter, name, known));
        }
        refuseTwice(parameter, text, columns);
        return columns;
    }

    /** Names between commas; an empty text is no name at all, which only group_by may be. */
    private static List<String> list(String parameter, String text) {
        return text.isEmpty() && parameter.equals("group_by")
                ? List.of()
                : List.of(text.split(",", -1));
    }

    private static ReportColumn column(
            String parameter, String name, Collection<ReportColumn> known) {
        return known.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> RequestRefused.invalid(parameter, name, "some of " + names(known)));
    }

    private static void refuseTwice(String parameter, String text, List<ReportColumn> columns) {
        if (columns.stream().distinct().count() < columns.size()) {
            throw RequestRefused.invalid(parameter, text, "each name once");
        }
    }

    private static String names(Collection<ReportColumn> columns) {
        return columns.stream().map(ReportColumn::name).collect(Collectors.joining(", "));
    }
}
