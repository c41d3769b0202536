package io.daybook.api.reports.query;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a report was asked for, as it was sent; null where nothing was.
 *
 * @param filters values by the name of their column
 */
public record ReportParameters(
        @Nullable String measures,
        @Nullable String groupBy,
        @Nullable String from,
        @Nullable String to,
        Map<String, String> filters,
        @Nullable String orderBy,
        @Nullable String granularity) {

    public ReportParameters {
        filters = new TreeMap<>(filters);
    }

    /** All of a view, or the days of a range. */
    public static ReportParameters ofRange(@Nullable String from, @Nullable String to) {
        return new ReportParameters(null, null, from, to, Map.of(), null, null);
    }
}
