package io.daybook.cli.output;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunReport.BadRow;
import io.daybook.etl.run.RunReport.Drift;
import io.daybook.etl.run.RunReport.HeldBack;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run's report as text: one table, then what was left out or found, by name. */
public final class RunResult {

    /** Lines of one kind; all of them are in JSON, and in {@code daybook status}. */
    private static final int LINES_SHOWN = 20;

    private RunResult() {}

    /** What a run or a backfill published. */
    public static Result published(RunReport report) {
        List<String> before = new ArrayList<>();
        if (report.slicesReplaced() == 0) {
            before.add(
                    "%s: 0 slices differ%s, as of %s (generation %s)"
                            .formatted(
                                    leftOut(report).isEmpty()
                                            ? "nothing to do"
                                            : "nothing replaced",
                                    leftOut(report),
                                    asOf(report),
                                    report.generation()));
        }
        return new Result(report.mart(), report, views(report), before, findings(report));
    }

    /** What was published after the source was made anew: all that differs is no news. */
    public static Result rebuilt(RunReport report) {
        return new Result(report.mart(), report, views(report), List.of(), List.of());
    }

    /** What a comparison found, and what it repaired when it published. */
    public static Result compared(RunReport report) {
        String what =
                report.driftCount() == 0
                        ? "no drift: %s agrees with its source".formatted(report.mart())
                        : "drift: %s differs from its source in %d %s"
                                .formatted(
                                        report.mart(),
                                        report.driftCount(),
                                        report.driftCount() == 1 ? "slice" : "slices");
        String how =
                report.generation() == null
                        ? ""
                        : ", repaired in generation " + report.generation();
        List<String> before = new ArrayList<>();
        before.add("%s, as of %s%s".formatted(what, asOf(report), how));
        if (report.pendingSlices() > 0) {
            before.add(
                    "pending: %d slices changed since the published horizon%s"
                            .formatted(
                                    report.pendingSlices(),
                                    report.generation() == null
                                            ? " and were not compared; the next run recomputes them"
                                            : ", published with the repair"));
        }
        List<String> after = findings(report);
        if (report.driftCount() > 0 && report.generation() == null) {
            after.add("next: daybook verify %s --repair".formatted(report.mart()));
        }
        return new Result(report.mart(), report, drift(report), views(report), before, after);
    }

    /** All differences that are named, as data. */
    private static Table drift(RunReport report) {
        Table table =
                new Table(
                        "view",
                        "tenant",
                        "entity",
                        "id",
                        "day",
                        "row key",
                        "column",
                        "stored",
                        "expected");
        for (Drift drift : report.drift()) {
            table.row(
                    drift.view(),
                    drift.tenantId(),
                    drift.entity(),
                    drift.entityId(),
                    drift.day(),
                    drift.rowKey(),
                    drift.column(),
                    drift.stored(),
                    drift.expected());
        }
        return table;
    }

    private static String leftOut(RunReport report) {
        return (report.heldBack().isEmpty()
                        ? ""
                        : ", %d held back".formatted(report.heldBack().size()))
                + (report.badRows().isEmpty()
                        ? ""
                        : ", %d left out".formatted(report.badRows().size()));
    }

    /** The views' parts; no rows when nothing was replaced. */
    static Table views(RunReport report) {
        Table table = new Table("view", "slices", "rows", "seconds", "generation", "as of");
        if (report.slicesReplaced() == 0) {
            return table;
        }
        for (RunReport.ViewResult view : report.views()) {
            table.row(
                    view.view(),
                    view.slices(),
                    view.rows(),
                    view.seconds(),
                    report.generation(),
                    report.asOf());
        }
        return table;
    }

    private static List<String> findings(RunReport report) {
        List<String> lines = new ArrayList<>();
        report.findings()
                .forEach(
                        finding ->
                                lines.add(
                                        "counted: %s: %s: %d"
                                                .formatted(
                                                        finding.check(),
                                                        finding.reason(),
                                                        finding.count())));
        add(lines, report.badRows(), RunResult::badRow);
        add(lines, report.heldBack(), RunResult::heldBack);
        add(lines, report.drift(), RunResult::drift);
        return lines;
    }

    private static <T> void add(List<String> lines, List<T> things, Function<T, String> sentence) {
        things.stream().limit(LINES_SHOWN).map(sentence).forEach(lines::add);
        if (things.size() > LINES_SHOWN) {
            lines.add("  and %d more".formatted(things.size() - LINES_SHOWN));
        }
    }

    private static String badRow(BadRow row) {
        return "left out: key %d (%s: %s, since %s)"
                .formatted(
                        row.key(),
                        row.check(),
                        row.reason(),
                        row.firstSeenAt().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String heldBack(HeldBack slice) {
        return "held back: %s: %s"
                .formatted(
                        slice(slice.tenantId(), slice.entity(), slice.entityId(), slice.day()),
                        slice.reason());
    }

    private static String drift(Drift drift) {
        return "drift: %s: %s%s: %s: stored %s, expected %s"
                .formatted(
                        drift.view(),
                        slice(drift.tenantId(), drift.entity(), drift.entityId(), drift.day()),
                        drift.rowKey().isEmpty() ? "" : ", " + drift.rowKey(),
                        drift.column(),
                        shown(drift.stored()),
                        shown(drift.expected()));
    }

    static String slice(@Nullable String tenant, String entity, long id, @Nullable Object day) {
        return "%s, %s %d%s"
                .formatted(
                        tenant == null ? "all tenants" : "tenant " + tenant,
                        entity,
                        id,
                        day == null ? "" : ", " + day);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "nothing" : value;
    }

    private static String asOf(RunReport report) {
        return report.asOf().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
