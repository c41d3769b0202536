package io.daybook.etl.check;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
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
    private static final String UNIQUE_VIOLATION = "23505";

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

    /**
     * What a look at one staging table found, which {@link #hold} then names.
     *
     * @param rows whether a row lacks its key or a value, or has a NaN
     * @param keys whether a key occurs twice
     * @param seconds how long the look took
     */
    public record Look(MetricTable table, boolean rows, boolean keys, double seconds) {}

    /**
     * Looks at the staging table of a view over the source. Reads nothing of the run's session, so
     * that another one may do it meanwhile.
     *
     * <p>Rows for an empty table get their key here, by which it is filled in order.
     */
    public static Look look(Connection store, MetricTable table) {
        long started = System.nanoTime();
        boolean rows = hasFaults(store, table);
        boolean keys = table.isEmpty(store) ? !makeKey(store, table) : hasKeyTwice(store, table);
        return new Look(table, rows, keys, (System.nanoTime() - started) / 1e9);
    }

    /** Leaves out and holds back what a look found. */
    public void hold(Look look) {
        MetricTable table = look.table();
        if (look.rows()) {
            leaveOutRowsWithoutKey(table);
            holdFaults(table);
        }
        if (look.keys()) {
            hold(table.view(), "the key occurs twice in " + table.view().stem(), keysTwice(table));
        }
    }

    /** Almost never; so all of a row is looked at once, and column by column only then. */
    private static boolean hasFaults(Connection store, MetricTable table) {
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

    private static boolean hasKeyTwice(Connection store, MetricTable table) {
        return Sql.one(
                store,
                STAGE,
                "select exists (select %s)".formatted(keysTwice(table)),
                row -> row.getBoolean(1));
    }

    /** Whether there is one now: not where a key occurs twice. */
    private static boolean makeKey(Connection store, MetricTable table) {
        try {
            Sql.execute(
                    store,
                    STAGE,
                    "create unique index on %s (%s)"
                            .formatted(table.staging(), String.join(", ", table.view().grain())));
            return true;
        } catch (StatementFailed failure) {
            if (failure.sqlState().equals(UNIQUE_VIOLATION)) {
                return false;
            }
            throw failure;
        }
    }

    private static String keysTwice(MetricTable table) {
        return "%s group by %s having count(*) > 1"
                .formatted(
                        from(table),
                        table.view().grain().stream()
                                .map(column -> "daybook_s." + column)
                                .collect(Collectors.joining(", ")));
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
