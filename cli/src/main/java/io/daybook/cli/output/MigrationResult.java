package io.daybook.cli.output;

import io.daybook.etl.migrate.MigrationReport;
import java.util.ArrayList;
import java.util.List;

/** A migration as text: what was done and what is left to an administrator. */
public final class MigrationResult {

    private MigrationResult() {}

    public static Result of(MigrationReport report) {
        Table table = new Table("migration");
        report.applied().forEach(table::row);
        List<String> before = new ArrayList<>();
        if (report.nothingToDo()) {
            before.add("nothing to migrate: the store is at " + report.version());
        } else if (report.blocked()) {
            before.add("nothing was migrated: the store is at " + report.version());
        } else {
            before.add("the store is at " + report.version());
        }
        report.rolesCreated().forEach(role -> before.add("role made: " + role));
        report.tables().forEach(made -> before.add("table made: " + made + " (next: daybook run)"));
        List<String> after = new ArrayList<>();
        if (!report.statements().isEmpty()) {
            after.add("-- to be run by an administrator of the store, with passwords filled in:");
            after.addAll(report.statements());
        }
        if (report.blocked()) {
            after.add("-- then: daybook migrate");
        }
        return new Result("", report, table, before, after);
    }
}
