package io.daybook.etl.check;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.StoreStatement;
import io.daybook.etl.plan.Hold;
import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks at the staged rows: rows without a key are left out and counted, slices with a NaN, a
 * missing value or a key twice are held back.
 */
public final class StagingChecks {

    private static final String STAGE = "checking staging";

    private final Mart mart;
    private final Map<String, MetricTable> tables;
    private final Connection store;
    private final Hold hold;

    public StagingChecks(Mart mart, Map<String, MetricTable> tables, Connection store, Hold hold) {
        this.mart = mart;
        this.tables = tables;
        this.store = store;
        this.hold = hold;
    }

    /** Checks the staging table of a view over the source. */
    public void check(MetricTable table) {
        if (hasFaults(table)) {
            leaveOutRowsWithoutKey(table);
            holdFaults(table);
        }
        hold(
                table.view(),
                "the key occurs twice in " + table.view().stem(),
                "%s group by %s having count(*) > 1"
                        .formatted(
                                from(table),
                                table.view().grain().stream()
                                        .map(column -> "daybook_s." + column)
                                        .collect(Collectors.joining(", "))));
    }

    /** Almost never; so all of a row is looked at once, and column by column only then. */
    private boolean hasFaults(MetricTable table) {
        List<String> faults = new ArrayList<>();
        table.view().grain().forEach(column -> faults.add(missing(column)));
        table.amounts().forEach(column -> faults.add(noNumber(column)));
        table.required().forEach(column -> faults.add(missing(column)));
        return Sql.one(
                store,
                STAGE,
                "select exists (select %s where %s)"
                        .formatted(from(table), String.join(" or ", faults)),
                row -> row.getBoolean(1));
    }

    private void holdFaults(MetricTable table) {
        for (String amount : table.amounts()) {
            hold(
                    table.view(),
                    "NaN or infinite " + amount,
                    from(table) + " where " + noNumber(amount));
        }
        for (String column : table.required()) {
            hold(table.view(), column + " is missing", from(table) + " where " + missing(column));
        }
    }

    private static String missing(String column) {
        return "daybook_s." + column + " is null";
    }

    private static String noNumber(String amount) {
        return "daybook_s." + amount + " in ('NaN', 'Infinity', '-Infinity')";
    }

    /** Runs the mart's own checks of stage staging. */
    public void runFileChecks() {
        for (Check check : mart.checks(Check.Stage.STAGING)) {
            String found =
                    StoreStatement.statement(
                            check.inputs(), check.text(), stem -> tables.get(stem).staging(), "");
            if (check.severity() == Check.Severity.HOLD) {
                hold.add(mart.view(check.inputs().get(0).table()), found);
                continue;
            }
            List<String> reasons =
                    Sql.query(
                            store,
                            "check " + check.name(),
                            "select reason from (" + found + ") as f limit 1",
                            row -> row.getString(1));
            if (!reasons.isEmpty()) {
                throw new CheckFailed(check.name(), reasons.get(0));
            }
        }
    }

    private void leaveOutRowsWithoutKey(MetricTable table) {
        String missing =
                table.view().grain().stream()
                        .map(column -> column + " is null")
                        .collect(Collectors.joining(" or "));
        long count =
                Sql.execute(store, STAGE, "delete from " + table.staging() + " where " + missing);
        if (count > 0) {
            Sql.execute(
                    store,
                    STAGE,
                    """
                    insert into pg_temp.daybook_bad (check_name, reason)
                    select 'key_is_null', %s from generate_series(1, %d)
                    """
                            .formatted(
                                    text("a row of " + table.view().stem() + " without a key"),
                                    count));
        }
    }

    private void hold(View view, String reason, String condition) {
        hold.add(
                view,
                "select daybook_s.tenant_id, daybook_s.%s as entity_id, %s as day, %s as reason %s"
                        .formatted(
                                view.key(),
                                view.daily() ? "daybook_s.day" : "cast(null as date)",
                                text(reason),
                                condition));
    }

    private static String from(MetricTable table) {
        return "from " + table.staging() + " as daybook_s";
    }
}
