package io.daybook.etl.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run did.
 *
 * @param exitCode 0 done, 3 rows left out or slices held back, 4 drift or a failed data check
 * @param generation the generation published; null when the run published nothing (a comparison)
 * @param drift the first differences found, at most 200 of a view; {@code driftCount} counts the
 *     slices of all of them
 * @param pendingSlices slices left out of a comparison because they changed since the horizon
 * @param messages warnings in the order in which they arose
 */
public record RunReport(
        String mart,
        long runId,
        int exitCode,
        @Nullable Long generation,
        Instant asOf,
        List<ViewResult> views,
        List<Finding> findings,
        List<BadRow> badRows,
        List<HeldBack> heldBack,
        List<Drift> drift,
        long driftCount,
        boolean verified,
        long pendingSlices,
        List<String> messages) {

    public RunReport {
        views = List.copyOf(views);
        findings = List.copyOf(findings);
        badRows = List.copyOf(badRows);
        heldBack = List.copyOf(heldBack);
        drift = List.copyOf(drift);
        messages = List.copyOf(messages);
    }

    /** The number of slices that differed from the stored ones and were replaced. */
    public long slicesReplaced() {
        return views.stream().mapToLong(ViewResult::slices).sum();
    }

    /**
     * One view's part.
     *
     * @param shape whole, window, slices, stored or unchanged
     * @param due slices that were recomputed
     * @param slices slices that differed and were replaced
     * @param rows rows written
     */
    public record ViewResult(
            String view, String shape, long due, long slices, long rows, double seconds) {}

    /** A count by reason, e.g. refunds of an unknown status. */
    public record Finding(String check, String reason, long count) {}

    /** A row that is left out until it passes its check; named by its primary key only. */
    public record BadRow(String check, long key, String reason, Instant firstSeenAt) {}

    /** A slice that keeps its last good rows; day null: the whole entity, e.g. event 15. */
    public record HeldBack(
            @Nullable String tenantId,
            String entity,
            long entityId,
            @Nullable LocalDate day,
            String reason) {}

    /**
     * One difference between table and source.
     *
     * @param rowKey the grain's further columns, e.g. {@code currency=EUR}
     * @param column the differing column; {@code *} where a whole row is missing or surplus
     * @param stored null where the row is missing
     * @param expected null where the row is surplus
     */
    public record Drift(
            String view,
            String tenantId,
            String entity,
            long entityId,
            @Nullable LocalDate day,
            String rowKey,
            String column,
            @Nullable String stored,
            @Nullable String expected) {}
}
