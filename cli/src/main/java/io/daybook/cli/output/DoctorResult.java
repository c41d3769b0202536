package io.daybook.cli.output;

import io.daybook.etl.doctor.DoctorReport;
import io.daybook.etl.doctor.Finding;
import java.util.ArrayList;
import java.util.List;

/** An examination as text: a line per check, then what to do, ready to be pasted into psql. */
public final class DoctorResult {

    private DoctorResult() {}

    public static Result of(DoctorReport report) {
        // what to do stands below the table, whole, and not in a column as wide as its SQL
        Table table = new Table("check", "status", "found", "what to do").csvOnly("what to do");
        List<String> after = new ArrayList<>();
        for (Finding finding : report.findings()) {
            table.row(finding.check(), finding.status(), finding.found(), whatToDo(finding));
            if (!finding.advice().isEmpty()) {
                after.add("-- %s: %s".formatted(finding.check(), finding.advice()));
                after.addAll(finding.statements());
            }
        }
        return new Result(
                report.mart(),
                report,
                table,
                List.of(report.mart().isEmpty() ? "store" : report.mart()),
                after);
    }

    private static String whatToDo(Finding finding) {
        return (finding.advice() + " " + String.join(" ", finding.statements())).strip();
    }
}
