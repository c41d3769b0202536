package io.daybook.cli.output;

import io.daybook.etl.imports.ImportReport;
import java.util.ArrayList;
import java.util.List;

/** An import as text: its counts, what is wrong with the first rows, and what to do. No values. */
public final class ImportResult {

    private ImportResult() {}

    public static Result of(ImportReport report) {
        Table table = new Table("table", "read", "loaded", "rejected", "not loaded");
        table.row(
                report.table(),
                report.read(),
                report.loaded(),
                report.rejected(),
                report.notLoaded());
        return new Result(report.mart(), report, table, List.of(), after(report));
    }

    private static List<String> after(ImportReport report) {
        List<String> lines = new ArrayList<>();
        report.firstRejects()
                .forEach(
                        row ->
                                lines.add(
                                        "rejected: line %d%s: %s"
                                                .formatted(
                                                        row.line(),
                                                        row.column().isEmpty()
                                                                ? ""
                                                                : ", " + row.column(),
                                                        row.reason())));
        long more = report.rejected() - report.firstRejects().size();
        if (more > 0) {
            lines.add("  and %d more".formatted(more));
        }
        if (report.rejectsFile() != null) {
            lines.add("all rejected rows, with their values: " + report.rejectsFile());
        }
        if (report.brokenOff() != null) {
            lines.add("nothing was loaded: the file cannot be read from " + report.brokenOff());
        } else if (report.notLoaded() > 0) {
            lines.add(
                    "nothing was loaded, as rows were rejected (next: mend them, or allow some with"
                            + " --max-errors)");
        } else if (report.refused()) {
            lines.add("nothing was loaded, as every row was rejected (next: mend them)");
        }
        if (!report.filled().isEmpty() && report.loaded() > 0) {
            lines.add(
                    "null, as the file has no such column: " + String.join(", ", report.filled()));
        }
        if (report.loaded() > 0) {
            lines.add("next: daybook run " + report.mart());
        }
        return lines;
    }
}
