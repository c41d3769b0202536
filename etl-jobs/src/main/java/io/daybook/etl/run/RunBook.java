package io.daybook.etl.run;

import static io.daybook.etl.engine.Literals.instant;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.check.CheckFailed;
import io.daybook.etl.database.Sql;
import io.daybook.etl.plan.Horizon;
import io.daybook.etl.plan.Part;
import io.daybook.etl.plan.Plan;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.etl.publish.Publication;
import io.daybook.etl.publish.ShrinkRefused;
import io.daybook.schema.Migrations;
import io.daybook.schema.catalogue.Mart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The run's own record in the store: begun, what it read, what came of it, its exit code. */
final class RunBook {

    private static final String STAGE = "recording the run";

    private final Connection store;
    private final Mart definition;
    private final String mart;
    private final long runId;

    private RunBook(Connection store, Mart definition, long runId) {
        this.store = store;
        this.definition = definition;
        this.mart = definition.name();
        this.runId = runId;
    }

    /** What a run came to. */
    record Outcome(
            Optional<RuntimeException> failure,
            Optional<Publication> publication,
            Optional<Plan> plan,
            boolean verified,
            Map<String, Double> seconds) {}

    /** Begins a record; runs that a dead process left open are closed. */
    static RunBook open(Connection store, Mart mart, String command, long fenceToken) {
        Sql.execute(
                store,
                STAGE,
                """
                update daybook.run
                set outcome = case when generation is null then 'failed' else 'published' end,
                    exit_code = case when generation is null then 1 end,
                    ended_at = clock_timestamp(),
                    message = 'its process ended without a report'
                where mart = %s and outcome = 'running' and fence_token < %d
                """
                        .formatted(text(mart.name()), fenceToken));
        long runId =
                Sql.number(
                        store,
                        STAGE,
                        "insert into daybook.run (mart, command, fence_token) values (%s, %s, %d) returning run_id"
                                .formatted(text(mart.name()), text(command), fenceToken));
        return new RunBook(store, mart, runId);
    }

    /** The same record by another connection. */
    RunBook on(Connection connection) {
        return new RunBook(connection, definition, runId);
    }

    long runId() {
        return runId;
    }

    void snapshot(Horizon horizon, SourceSnapshot snapshot) {
        Sql.execute(
                store,
                STAGE,
                "update daybook.run set horizon = %s, as_of = %s, snapshot = %s, source_identity = %s where run_id = %d"
                        .formatted(
                                instant(horizon.at()),
                                instant(snapshot.asOf()),
                                text(snapshot.text()),
                                text(snapshot.source()),
                                runId));
    }

    /** Written again, when the connection was lost half-way, it is the same. */
    void close(Outcome outcome) {
        outcome.publication().ifPresent(publication -> views(publication, outcome));
        int exitCode = exitCode(outcome);
        Sql.execute(
                store,
                STAGE,
                """
                update daybook.run
                set ended_at = clock_timestamp(), outcome = %s, exit_code = %d, generation = %s,
                    verified = %s, message = %s, drift_count = %d
                where run_id = %d
                """
                        .formatted(
                                text(word(outcome)),
                                exitCode,
                                outcome.publication()
                                        .filter(publication -> publication.generation() > 0)
                                        .map(publication -> "" + publication.generation())
                                        .orElse("null"),
                                outcome.failure().isEmpty() && outcome.verified(),
                                text(outcome.failure().map(Throwable::getMessage).orElse(null)),
                                outcome.publication().map(Publication::driftCount).orElse(0L),
                                runId),
                """
                insert into daybook.mart_state
                    (mart, schema_version, last_run_ended_at, last_run_outcome, held_back_count,
                        bad_row_count)
                values (%1$s, %2$s, clock_timestamp(), %3$s, 0,
                    (select count(*) from daybook.bad_row where mart = %1$s))
                on conflict (mart) do update
                set schema_version = excluded.schema_version,
                    last_run_ended_at = excluded.last_run_ended_at,
                    last_run_outcome = excluded.last_run_outcome,
                    bad_row_count = excluded.bad_row_count
                """
                        .formatted(text(mart), text(Migrations.VERSION), text(word(outcome))));
    }

    private static String word(Outcome outcome) {
        if (outcome.failure().isEmpty()) {
            return outcome.publication().map(Publication::generation).orElse(0L) > 0
                    ? "published"
                    : "compared";
        }
        return outcome.failure().get() instanceof RunFailure failure && failure.exitCode() == 130
                ? "stopped"
                : "failed";
    }

    private int exitCode(Outcome outcome) {
        if (outcome.failure().isPresent()) {
            return codeOf(outcome.failure().get());
        }
        Publication publication = outcome.publication().orElseThrow();
        if (publication.generation() == 0 && publication.driftCount() > 0) {
            return 4;
        }
        if (Sql.number(store, STAGE, "select count(*) from pg_temp.daybook_hold where shrunk")
                > 0) {
            return 4;
        }
        long leftOut =
                Sql.number(
                        store,
                        STAGE,
                        """
                        select (select count(*) from daybook.bad_row where mart = %1$s)
                            + (select count(*) from pg_temp.daybook_hold)
                            + (select count(*) from daybook.run_finding
                                where run_id = %2$d and check_name = 'key_is_null')
                        """
                                .formatted(text(mart), runId));
        return leftOut > 0 ? 3 : 0;
    }

    static int codeOf(RuntimeException failure) {
        if (failure instanceof RunFailure known) {
            return known.exitCode();
        }
        return failure instanceof CheckFailed || failure instanceof ShrinkRefused ? 4 : 1;
    }

    private void views(Publication publication, Outcome outcome) {
        for (Publication.Replaced view : publication.views()) {
            Sql.execute(
                    store,
                    STAGE,
                    "insert into daybook.run_view values (%d, %s, %s, %d, %d, %d, %s) on conflict do nothing"
                            .formatted(
                                    runId,
                                    text(view.view()),
                                    text(shape(outcome.plan().orElseThrow(), view.view())),
                                    view.due(),
                                    view.differing(),
                                    view.rows(),
                                    seconds(view, outcome)));
        }
    }

    private static String seconds(Publication.Replaced view, Outcome outcome) {
        double before = outcome.seconds().getOrDefault(view.view(), 0.0);
        return BigDecimal.valueOf(before + view.seconds())
                .setScale(3, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String shape(Plan plan, String view) {
        List<Part> parts = plan.parts(view);
        return parts.isEmpty()
                ? "-"
                : parts.stream()
                        .map(part -> part.shape().word())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("+"));
    }

    /** Everything that the ledger knows of this run. */
    RunReport report(Plan plan, List<String> messages) {
        String outcome =
                Sql.one(
                        store,
                        STAGE,
                        "select outcome from daybook.run where run_id = " + runId,
                        row -> row.getString(1));
        if (outcome.equals("running")) {
            throw new RunFailure(
                    1,
                    "Run %d of %s could not record what it did; see daybook status for what is published"
                            .formatted(runId, mart));
        }
        return Sql.one(
                store,
                STAGE,
                "select exit_code, generation, as_of, drift_count, verified from daybook.run where"
                        + " run_id = "
                        + runId,
                row ->
                        new RunReport(
                                mart,
                                runId,
                                row.getInt(1),
                                row.getObject(2, Long.class),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                viewResults(),
                                findings(),
                                badRows(),
                                heldBack(),
                                drift(),
                                row.getLong(4),
                                plan.verifies(),
                                pending(plan),
                                messages));
    }

    private List<RunReport.ViewResult> viewResults() {
        return Sql.query(
                store,
                STAGE,
                """
                select view, shape, slices_due, slices_replaced, rows_written, seconds
                from daybook.run_view
                where run_id = %d
                order by ctid
                """
                        .formatted(runId),
                row ->
                        new RunReport.ViewResult(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getDouble(6)));
    }

    private List<RunReport.Finding> findings() {
        return Sql.query(
                store,
                STAGE,
                """
                select check_name, reason, finding_count
                from daybook.run_finding
                where run_id = %d
                order by check_name, reason
                """
                        .formatted(runId),
                row -> new RunReport.Finding(row.getString(1), row.getString(2), row.getLong(3)));
    }

    private List<RunReport.BadRow> badRows() {
        return Sql.query(
                store,
                STAGE,
                """
                select check_name, bad_key, reason, first_seen_at
                from daybook.bad_row
                where mart = %s
                order by check_name, bad_key
                """
                        .formatted(text(mart)),
                row ->
                        new RunReport.BadRow(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getObject(4, OffsetDateTime.class).toInstant()));
    }

    private List<RunReport.HeldBack> heldBack() {
        return Sql.query(
                store,
                STAGE,
                """
                select distinct tenant_id, entity_id, day, reason, entity
                from pg_temp.daybook_hold
                where not shrunk
                order by entity, entity_id, day, reason
                """,
                row ->
                        new RunReport.HeldBack(
                                row.getString(1),
                                row.getString(5),
                                row.getLong(2),
                                row.getObject(3, LocalDate.class),
                                row.getString(4)));
    }

    private List<RunReport.Drift> drift() {
        return Sql.query(
                store,
                STAGE,
                """
                select view, tenant_id, entity_id, day, row_key, column_name, stored, expected
                from daybook.drift
                where run_id = %d
                order by view, entity_id, day, row_key, column_name
                """
                        .formatted(runId),
                row ->
                        new RunReport.Drift(
                                row.getString(1),
                                row.getString(2),
                                definition.view(row.getString(1)).entityName(),
                                row.getLong(3),
                                row.getObject(4, LocalDate.class),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8)));
    }

    /** Slices that changed since the horizon; a comparison leaves them out. */
    private long pending(Plan plan) {
        if (!plan.verifies()) {
            return 0;
        }
        return Sql.number(
                store,
                STAGE,
                "select count(*) from daybook.plan_slice where run_id = %d and reason <> '%s'"
                        .formatted(runId, Part.VERIFICATION));
    }
}
