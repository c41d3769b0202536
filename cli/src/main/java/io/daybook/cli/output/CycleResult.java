package io.daybook.cli.output;

import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The cycles of a repeated run as text: one line each. */
public final class CycleResult {

    private CycleResult() {}

    /** A cycle that replaced something. */
    public static Result replaced(RunReport report, Duration taken) {
        long rows = report.views().stream().mapToLong(RunReport.ViewResult::rows).sum();
        String line =
                String.format(
                        Locale.ROOT,
                        "%s: generation %d, as of %s: %d %s replaced (%d %s) in %.1f s%s%s",
                        report.mart(),
                        report.generation(),
                        asOf(report),
                        report.slicesReplaced(),
                        report.slicesReplaced() == 1 ? "slice" : "slices",
                        rows,
                        rows == 1 ? "row" : "rows",
                        taken.toMillis() / 1000.0,
                        drift(report),
                        leftOut(report));
        return new Result(report.mart(), report, RunResult.views(report), List.of(line), List.of());
    }

    /** Cycles that replaced nothing. */
    public static String quiet(RunReport report, long count) {
        return "%s: generation %d, as of %s: nothing differed in %d %s%s"
                .formatted(
                        report.mart(),
                        report.generation(),
                        asOf(report),
                        count,
                        count == 1 ? "cycle" : "cycles",
                        leftOut(report));
    }

    /** A cycle that could not be done. */
    public static String failed(String mart, RunFailure failure) {
        return message(mart, String.valueOf(failure.getMessage()))
                + "\n"
                + mart
                + ": the next cycle tries again";
    }

    /** Keeps line breaks and makes everything else harmless. */
    public static String message(String mart, String message) {
        return mart + ": " + message.lines().map(PlainText::of).collect(Collectors.joining("\n"));
    }

    /** What verification found and this cycle repaired. */
    private static String drift(RunReport report) {
        return report.driftCount() == 0
                ? ""
                : "; %d had drifted, see daybook status %s"
                        .formatted(report.driftCount(), report.mart());
    }

    private static String leftOut(RunReport report) {
        List<String> parts = new ArrayList<>();
        if (!report.heldBack().isEmpty()) {
            parts.add(report.heldBack().size() + " held back");
        }
        if (!report.badRows().isEmpty()) {
            parts.add(report.badRows().size() + " left out");
        }
        return parts.isEmpty()
                ? ""
                : "; %s, see daybook gaps %s".formatted(String.join(", ", parts), report.mart());
    }

    private static String asOf(RunReport report) {
        return report.asOf().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
