package io.daybook.cli.output;

import io.daybook.etl.status.MartStatus;
import io.daybook.etl.status.MartStatus.LastRun;
import io.daybook.etl.status.MartStatus.ViewStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mart's state as text: its views, its last runs and what they left open. */
public final class StatusResult {

    private StatusResult() {}

    public static Result of(MartStatus status) {
        Table table =
                new Table(
                        "view",
                        "generation",
                        "complete through",
                        "provisional",
                        "missing",
                        "stale",
                        "held back");
        for (ViewStatus view : status.views()) {
            table.row(
                    view.view(),
                    view.generation(),
                    view.built() ? view.completeThrough() : "not built",
                    view.provisional(),
                    view.missing(),
                    view.stale(),
                    view.heldBack());
        }
        return new Result(status.mart(), status, table, List.of(summary(status)), after(status));
    }

    private static String summary(MartStatus status) {
        if (status.generation() == null) {
            return "%s: never published; next: daybook run %s"
                    .formatted(status.mart(), status.mart());
        }
        return "%s: generation %d, as of %s, complete through %s"
                .formatted(
                        status.mart(),
                        status.generation(),
                        seconds(status.asOf()),
                        status.completeThrough() == null ? "-" : status.completeThrough());
    }

    private static List<String> after(MartStatus status) {
        List<String> lines = new ArrayList<>();
        status.lastRuns().forEach(run -> lines.add(run(run)));
        status.badRows()
                .forEach(
                        rows ->
                                lines.add(
                                        "left out: %d rows by %s, since %s"
                                                .formatted(
                                                        rows.count(),
                                                        rows.check(),
                                                        seconds(rows.since()))));
        status.heldBack()
                .forEach(
                        slice ->
                                lines.add(
                                        "held back: %s: %s, since %s"
                                                .formatted(
                                                        RunResult.slice(
                                                                slice.tenantId(),
                                                                slice.entity(),
                                                                slice.entityId(),
                                                                slice.day()),
                                                        slice.reason(),
                                                        seconds(slice.since()))));
        if (status.driftedRun() != null) {
            lines.add(
                    "last drift: %d slices, found by run %d, %s%s"
                            .formatted(
                                    status.driftCount(),
                                    status.driftedRun(),
                                    repair(status),
                                    status.drift().stream()
                                            .findFirst()
                                            .map(StatusResult::drift)
                                            .orElse("")));
        }
        if (!status.badRows().isEmpty() || !status.heldBack().isEmpty()) {
            lines.add("next: daybook gaps %s says what to do".formatted(status.mart()));
        }
        return lines;
    }

    private static String repair(MartStatus status) {
        if (status.driftGeneration() != null) {
            return "repaired in generation " + status.driftGeneration();
        }
        return status.driftRepaired()
                ? "repaired since"
                : "not repaired (next: daybook verify %s --repair)".formatted(status.mart());
    }

    private static String drift(MartStatus.Drift first) {
        return ", the first in %s (%s, %s)"
                .formatted(
                        first.view(),
                        RunResult.slice(
                                first.tenantId(), first.entity(), first.entityId(), first.day()),
                        first.column());
    }

    private static String run(LastRun run) {
        return "run %d: %s at %s, %s%s, %d slices replaced%s"
                .formatted(
                        run.runId(),
                        run.command(),
                        seconds(run.startedAt()),
                        run.outcome(),
                        run.exitCode() == null ? "" : " (exit code %d)".formatted(run.exitCode()),
                        run.slicesReplaced(),
                        run.message() == null ? "" : ": " + run.message());
    }

    private static String seconds(@Nullable Instant instant) {
        return instant == null ? "-" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
