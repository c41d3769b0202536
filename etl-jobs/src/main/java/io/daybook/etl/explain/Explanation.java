package io.daybook.etl.explain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One slice of a view, row by row. It holds the source's own rows: it is to be shown, never logged.
 *
 * @param slice slice column to value
 * @param asOf the instant of the source that the rows and the view are of
 * @param generation the newest publication; null before the first, as is {@code publishedAsOf}
 * @param columns the view's columns outside the slice
 * @param factRows how many rows of facts reach the slice
 * @param rows the first of them, at most {@link Explainer#ROWS_SHOWN}
 * @param comparisons one per row of the view or of the table
 * @param notAdded the columns of which no sum is shown: the view does more than add them up
 * @param messages what it means and what to do
 */
public record Explanation(
        String mart,
        String view,
        Map<String, String> slice,
        Instant asOf,
        @Nullable Long generation,
        @Nullable Instant publishedAsOf,
        List<String> columns,
        long factRows,
        List<FactRow> rows,
        List<Comparison> comparisons,
        List<String> notAdded,
        Verdict verdict,
        List<String> messages) {

    public Explanation {
        slice = ordered(slice);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        comparisons = List.copyOf(comparisons);
        notAdded = List.copyOf(notAdded);
        messages = List.copyOf(messages);
    }

    /** How the stored slice stands to the view. */
    public enum Verdict {
        /** Neither the source nor the table has such a slice. */
        ABSENT,
        EQUAL,
        /** The difference is a change that the next run finds. */
        PENDING,
        /** The slice keeps its last good rows. */
        HELD_BACK,
        /** Nothing was published yet. */
        UNPUBLISHED,
        /** Nothing marks the difference: verification finds it. */
        DRIFT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One row of a fact.
     *
     * @param fact the name that the view reads it under
     * @param columns the contract's columns
     * @param contributions the view's rows over this row alone, without the slice columns
     */
    public record FactRow(
            String fact,
            Map<String, @Nullable String> columns,
            List<Map<String, @Nullable String>> contributions) {
        public FactRow {
            columns = ordered(columns);
            contributions = List.copyOf(contributions);
        }
    }

    /**
     * One row of the slice.
     *
     * @param sum what the fact rows add up to, for the measures that can be added
     * @param view what the view returns now, without the slice columns; null when it has no such
     *     row
     * @param stored what the table holds; null when it has no such row
     * @param difference stored minus view, for the measures that differ
     */
    public record Comparison(
            Map<String, BigDecimal> sum,
            @Nullable Map<String, @Nullable String> view,
            @Nullable Map<String, @Nullable String> stored,
            Map<String, BigDecimal> difference) {
        public Comparison {
            sum = ordered(sum);
            difference = ordered(difference);
        }
    }

    /** 4 for drift, else 0. */
    public int exitCode() {
        return verdict == Verdict.DRIFT ? 4 : 0;
    }

    /** A copy that keeps the order, and null values. */
    private static <V> Map<String, V> ordered(Map<String, V> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
