package io.daybook.api.reports.query;

import io.daybook.api.privacy.PrivacyFloor;
import io.daybook.api.problem.RequestRefused;
import io.daybook.api.reports.query.ReportColumn.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a view with the header {@code privacy} is not asked: every question whose answer, beside
 * that of another, would tell a merged cell apart. The last column of its grain is the bucket,
 * those before it name the group whose buckets are merged.
 */
final class SmallGroups {

    private SmallGroups() {}

    /** The column whose small values are merged. */
    static ReportColumn bucket(ReportView view) {
        List<ReportColumn> grain = view.grain();
        return grain.get(grain.size() - 1);
    }

    /** The measure that the floor counts. */
    static ReportColumn counted(ReportView view) {
        return view.view()
                .privacy()
                .flatMap(view::column)
                .filter(column -> column.is(Role.MEASURE))
                .orElseThrow(() -> new IllegalStateException("nothing to count in " + view.stem()));
    }

    /**
     * @throws RequestRefused 400 for sums over groups, for a filter within one, and for an order
     *     that the unmerged figures would decide
     */
    static void check(ReportRequest request, ReportParameters sent) {
        ReportView view = request.view();
        if (view.view().privacy().isEmpty()) {
            return;
        }
        String grain = names(view.grain());
        if (!Set.copyOf(request.groups()).equals(Set.copyOf(view.grain()))) {
            throw RequestRefused.invalid(
                    "group_by",
                    String.valueOf(sent.groupBy()),
                    grain + ": sums over small groups would tell them apart");
        }
        List<ReportColumn> whole = view.grain().subList(0, view.grain().size() - 1);
        for (ReportColumn column : request.filters().keySet()) {
            if (!whole.contains(column)) {
                throw RequestRefused.invalid(
                        "filter",
                        column.name(),
                        names(whole) + ": a part of a group would tell the rest apart");
            }
        }
        if (sent.orderBy() != null) {
            throw RequestRefused.invalid(
                    "order_by", sent.orderBy(), "no order: the rows are ordered by " + grain);
        }
    }

    /** Whether a row is no cell: an answer that was not given. */
    static boolean isNoCell(Object bucket) {
        return PrivacyFloor.NO_ANSWER.equals(bucket);
    }

    private static String names(List<ReportColumn> columns) {
        return columns.stream().map(ReportColumn::name).collect(Collectors.joining(","));
    }
}
