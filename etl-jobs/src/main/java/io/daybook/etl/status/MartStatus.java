package io.daybook.etl.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one mart.
 *
 * @param generation null before the first publication, as are {@code asOf} and {@code horizon}
 * @param completeThrough the last final day before the first missing one, over all views
 * @param heldBack slices that keep their last good rows
 * @param badRows rows left out until they pass their check
 * @param lastRuns newest first
 * @param driftedRun the last run that found drift, and {@code driftCount} the number of slices it
 *     found; {@code drift} names the first differences
 * @param driftGeneration the generation in which that run repaired it; null when it only compared
 * @param driftRepaired whether it is repaired by now: by that run, or because all days named were
 *     proved again since
 */
public record MartStatus(
        String mart,
        @Nullable Long generation,
        @Nullable Instant asOf,
        @Nullable Instant horizon,
        @Nullable LocalDate completeThrough,
        List<ViewStatus> views,
        List<HeldBack> heldBack,
        List<BadRows> badRows,
        List<LastRun> lastRuns,
        @Nullable Long driftedRun,
        long driftCount,
        @Nullable Long driftGeneration,
        boolean driftRepaired,
        List<Drift> drift) {

    public MartStatus {
        views = List.copyOf(views);
        heldBack = List.copyOf(heldBack);
        badRows = List.copyOf(badRows);
        lastRuns = List.copyOf(lastRuns);
        drift = List.copyOf(drift);
    }

    /**
     * One view. For a view without a day the counts are 0 and {@code completeThrough} is null.
     *
     * @param built whether it was built whole under its present definition
     * @param generation the newest generation that wrote one of its ledger rows
     * @param provisional days held that are not final
     * @param missing days of the span that the ledger lacks
     * @param stale days of the span computed under an older definition
     * @param heldBack days of which a slice is held back
     */
    public record ViewStatus(
            String view,
            boolean built,
            @Nullable Long generation,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate completeThrough,
            long provisional,
            long missing,
            long stale,
            long heldBack) {}

    /** A slice that keeps its last good rows; day null: the whole entity. */
    public record HeldBack(
            @Nullable String tenantId,
            String entity,
            long entityId,
            @Nullable LocalDate day,
            String reason,
            Instant since) {}

    /** The rows that one check leaves out. */
    public record BadRows(String check, long count, Instant since) {}

    /**
     * One run; {@code endedAt} and {@code exitCode} are null while it is under way. The outcome of
     * one whose process ended without a report, as nobody holds the mart's lock any more, is {@code
     * died} (or {@code published}, if it had come so far).
     */
    public record LastRun(
            long runId,
            String command,
            Instant startedAt,
            @Nullable Instant endedAt,
            String outcome,
            @Nullable Integer exitCode,
            @Nullable Long generation,
            long slicesReplaced,
            @Nullable String message) {}

    /** One difference between table and source that a verification found. */
    public record Drift(
            long runId,
            String view,
            String tenantId,
            String entity,
            long entityId,
            @Nullable LocalDate day,
            String rowKey,
            String column,
            @Nullable String stored,
            @Nullable String expected,
            Instant foundAt) {}
}
