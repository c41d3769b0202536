package io.daybook.cli.output;

import io.daybook.etl.run.PlanReport;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A plan as text: what a run would do, and why. */
public final class PlanResult {

    private PlanResult() {}

    public static Result of(PlanReport report) {
        Table table = new Table("view", "shape", "slices", "days", "reason");
        for (PlanReport.Work work : report.work()) {
            // in CSV a dash would be taken for the beginning of a formula
            String days = work.days().equals("-") ? null : work.days();
            table.row(work.view(), work.shape(), work.slices(), days, work.reason());
        }
        return new Result(report.mart(), report, table, before(report), report.messages());
    }

    private static List<String> before(PlanReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(
                report.generation() == null || report.publishedAsOf() == null
                        ? report.mart() + ": never published"
                        : "%s: generation %d, as of %s"
                                .formatted(
                                        report.mart(),
                                        report.generation(),
                                        report.publishedAsOf().truncatedTo(ChronoUnit.SECONDS)));
        if (report.work().isEmpty()) {
            lines.add("nothing to do: 0 slices are due");
        }
        if (report.verificationDue()) {
            lines.add("verification: due with the next run");
        }
        return lines;
    }
}
