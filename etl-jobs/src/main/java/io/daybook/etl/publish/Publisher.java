package io.daybook.etl.publish;

import static io.daybook.etl.engine.Literals.instant;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.check.Findings;
import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.plan.Hold;
import io.daybook.etl.plan.Horizon;
import io.daybook.etl.plan.Part;
import io.daybook.etl.plan.Plan;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.schema.Migrations;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Publishes a run: in one transaction of the store it replaces the slices that differ, recomputes
 * the views over stored tables, checks what is to be published and writes ledger and generation. A
 * reader sees all of it or nothing.
 */
public final class Publisher {

    private static final String STAGE = "publishing";

    private final Mart mart;
    private final Map<String, MetricTable> tables;
    private final Connection store;
    private final long runId;
    private final long fenceToken;
    private final Plan plan;
    private final Hold hold;

    public Publisher(
            Mart mart,
            Map<String, MetricTable> tables,
            Connection store,
            long runId,
            long fenceToken,
            Plan plan,
            Hold hold) {
        this.mart = mart;
        this.tables = tables;
        this.store = store;
        this.runId = runId;
        this.fenceToken = fenceToken;
        this.plan = plan;
        this.hold = hold;
    }

    /**
     * Publishes what is staged as the next generation.
     *
     * @param verified whether the nightly verification need not happen for a while after this
     * @param allowShrink whether fewer than half of a view's stored rows may be left
     * @throws FencedOff when a newer run holds the mart
     * @throws io.daybook.etl.check.CheckFailed when a published check finds something
     */
    public Publication publish(
            SourceSnapshot snapshot, Horizon horizon, boolean verified, boolean allowShrink) {
        return inTransaction(
                () -> {
                    checkFence();
                    long driftCount = plan.verifies() ? storeViewDrift() : 0;
                    long generation = nextGeneration(snapshot, horizon);
                    LedgerBook ledger = new LedgerBook(store, generation, snapshot.asOf());
                    ledger.forgetOthers(mart);
                    List<Publication.Replaced> replaced = new ArrayList<>();
                    StoreViews storeViews = new StoreViews(store, marked(), tables);
                    List<Compared> compared =
                            mart.sourceViews().stream().map(this::compare).toList();
                    List<String> messages = guard(horizon, allowShrink);
                    for (Compared view : compared) {
                        driftCount += replace(view, storeViews, ledger, replaced);
                    }
                    for (View view : mart.storeViews()) {
                        recompute(view, storeViews, ledger, replaced);
                    }
                    for (String stem : plan.comparedViews()) {
                        ledger.proved(mart.view(stem), plan);
                    }
                    new PublishedChecks(mart, tables, store).run();
                    new Findings(mart, store, runId).record();
                    new EntityMemory(mart, tables, store).record(plan);
                    HeldBackBook.record(store, mart.name());
                    plan.rotation().ifPresent(part -> part.record(store, mart.name()));
                    state(generation);
                    recordRun(generation, verified, allowShrink);
                    return new Publication(generation, replaced, driftCount, messages);
                });
    }

    /** Compares what is staged with the tables and records drift; changes no metric table. */
    public Publication compare() {
        return inTransaction(
                () -> {
                    long driftCount = storeViewDrift();
                    List<Publication.Replaced> compared = new ArrayList<>();
                    for (View view : mart.sourceViews()) {
                        List<Part> parts = plan.parts(view.stem());
                        if (!parts.isEmpty()) {
                            MetricTable table = tables.get(view.stem());
                            Differences differences = new Differences(store, runId);
                            differences.ofParts(table, parts);
                            driftCount += new DriftRecorder(store, runId).ofParts(table, parts);
                        }
                    }
                    new Findings(mart, store, runId).record();
                    return new Publication(0, compared, driftCount, List.of());
                });
    }

    /** A view over the source whose differing slices are known. */
    private record Compared(View view, List<Part> parts, long due, double seconds) {}

    private Compared compare(View view) {
        long started = System.nanoTime();
        List<Part> parts = plan.parts(view.stem());
        Differences differences = new Differences(store, runId);
        long due = 0;
        if (parts.isEmpty()) {
            differences.none(view);
        } else {
            MetricTable table = tables.get(view.stem());
            boolean wasEmpty = table.isEmpty(store);
            long differing = differences.ofParts(table, parts);
            due = wasEmpty ? differing + differences.heldBack(table) : due(table, parts);
        }
        return new Compared(view, parts, due, seconds(started));
    }

    private List<String> guard(Horizon horizon, boolean allowShrink) {
        return allowShrink
                ? List.of()
                : new ShrinkGuard(store, hold, mart.name(), horizon.at())
                        .check(
                                mart.sourceViews().stream()
                                        .map(view -> tables.get(view.stem()))
                                        .toList(),
                                plan);
    }

    private long replace(
            Compared compared,
            StoreViews storeViews,
            LedgerBook ledger,
            List<Publication.Replaced> replaced) {
        long started = System.nanoTime();
        View view = compared.view();
        List<Part> parts = compared.parts();
        MetricTable table = tables.get(view.stem());
        long differing = Differences.count(store, view);
        long drift = 0;
        long rows = 0;
        if (differing > 0) {
            if (plan.verifies()) {
                drift = new DriftRecorder(store, runId).ofParts(table, parts);
            }
            storeViews.markOld(view);
            rows = new Replacement(store).replace(table, table.staging());
            storeViews.markNew(view);
        }
        if (parts.stream().anyMatch(Publisher::isBuild)) {
            ledger.built(view);
        } else {
            ledger.replaced(view, parts);
        }
        replaced.add(
                new Publication.Replaced(
                        view.stem(),
                        compared.due(),
                        differing,
                        rows,
                        compared.seconds() + seconds(started)));
        return drift;
    }

    /** The views over stored tables of which only some slices are due. */
    private List<View> marked() {
        return mart.storeViews().stream()
                .filter(view -> !plan.wholeStoreViews().containsKey(view.stem()))
                .toList();
    }

    private void recompute(
            View view,
            StoreViews storeViews,
            LedgerBook ledger,
            List<Publication.Replaced> replaced) {
        long started = System.nanoTime();
        MetricTable table = tables.get(view.stem());
        boolean whole = plan.wholeStoreViews().containsKey(view.stem());
        String staged = storeViews.compute(view, whole);
        long differing =
                new Differences(store, runId)
                        .ofStored(table, staged, whole ? "" : storeViews.marked(view));
        long rows = 0;
        if (differing > 0) {
            storeViews.markOld(view);
            rows = new Replacement(store).replace(table, staged);
            storeViews.markNew(view);
        }
        if (whole) {
            ledger.built(view);
        } else {
            ledger.replaced(view, List.of());
        }
        replaced.add(
                new Publication.Replaced(
                        view.stem(), differing, differing, rows, seconds(started)));
    }

    /** Views over stored tables against the tables as they stand, before anything is replaced. */
    private long storeViewDrift() {
        long count = 0;
        for (View view : mart.storeViews()) {
            if (plan.comparedViews().contains(view.stem()) && isBuiltAlready(view)) {
                MetricTable table = tables.get(view.stem());
                String staged = new StoreViews(store, List.of(), tables).compute(view, true);
                if (new Differences(store, runId).ofStored(table, staged, "") > 0) {
                    count += new DriftRecorder(store, runId).ofStored(table, staged);
                }
            }
        }
        return count;
    }

    /** A view that is new or of another definition differs from its table for that reason. */
    private boolean isBuiltAlready(View view) {
        return Sql.number(
                        store,
                        STAGE,
                        """
                        select count(*)
                        from daybook.ledger
                        where mart = %s and view = %s and day is null and definition_version = %s
                        """
                                .formatted(
                                        text(mart.name()), text(view.stem()), text(view.version())))
                == 1;
    }

    private static boolean isBuild(Part part) {
        return part.shape() == Part.Shape.WHOLE;
    }

    private long due(MetricTable table, List<Part> parts) {
        boolean slicesOnly = parts.stream().allMatch(part -> part.shape() == Part.Shape.SLICES);
        return slicesOnly
                ? Sql.number(
                        store,
                        STAGE,
                        "select count(*) from daybook.plan_slice where run_id = %d and view = %s and part > 0"
                                .formatted(runId, text(table.view().stem())))
                : Sql.number(
                        store,
                        STAGE,
                        "select count(*) from (select distinct %s from %s) as s"
                                .formatted(
                                        String.join(", ", table.view().slice()), table.staging()));
    }

    private void checkFence() {
        long newest =
                Sql.number(
                        store,
                        STAGE,
                        "select token from daybook.fence where mart = %s for update"
                                .formatted(text(mart.name())));
        if (newest != fenceToken) {
            throw new FencedOff(mart.name(), fenceToken, newest);
        }
    }

    private long nextGeneration(SourceSnapshot snapshot, Horizon horizon) {
        return Sql.number(
                store,
                STAGE,
                """
                insert into daybook.generation
                    (mart, generation, run_id, as_of, horizon, snapshot, source_identity)
                select %1$s, coalesce(max(generation), 0) + 1, %2$d, %3$s, %4$s, %5$s, %6$s
                from daybook.generation
                where mart = %1$s
                returning generation
                """
                        .formatted(
                                text(mart.name()),
                                runId,
                                instant(snapshot.asOf()),
                                instant(horizon.at()),
                                text(snapshot.text()),
                                text(snapshot.source())));
    }

    /**
     * In the same transaction, so that a run killed before its report is known to have published.
     */
    private void recordRun(long generation, boolean verified, boolean allowShrink) {
        Sql.execute(
                store,
                STAGE,
                "update daybook.run set generation = %d, verified = %s, shrink_allowed = %s where run_id = %d"
                        .formatted(generation, verified, allowShrink, runId));
    }

    private void state(long generation) {
        Sql.execute(
                store,
                STAGE,
                """
                insert into daybook.mart_state
                    (mart, schema_version, generation, as_of, horizon, last_run_ended_at,
                        last_run_outcome, held_back_count)
                select g.mart, %3$s, g.generation, g.as_of, g.horizon, clock_timestamp(), 'running',
                    (select count(*) from daybook.held_back where mart = %1$s)
                from daybook.generation as g
                where g.mart = %1$s and g.generation = %2$d
                on conflict (mart) do update
                set schema_version = excluded.schema_version,
                    generation = excluded.generation,
                    as_of = excluded.as_of,
                    horizon = excluded.horizon,
                    held_back_count = excluded.held_back_count
                """
                        .formatted(text(mart.name()), generation, text(Migrations.VERSION)));
        Sql.query(
                store,
                STAGE,
                "select pg_notify('daybook_publication', %s)"
                        .formatted(text(mart.name() + " " + generation)),
                row -> true);
    }

    private interface Work {
        Publication run() throws SQLException;
    }

    /** Whatever is thrown rolls back: turning autocommit on again would commit what is open. */
    private Publication inTransaction(Work work) {
        try {
            store.setAutoCommit(false);
            try {
                Publication publication = work.run();
                commit(publication);
                store.setAutoCommit(true);
                return publication;
            } catch (Throwable failure) {
                rollBack(failure);
                throw failure;
            }
        } catch (SQLException exception) {
            throw new IllegalStateException("publishing: " + exception.getMessage(), exception);
        }
    }

    private void commit(Publication publication) throws SQLException {
        try {
            store.commit();
        } catch (SQLException exception) {
            // a session that is terminated may have committed before it told so
            if (store.isClosed() || "57P01".equals(exception.getSQLState())) {
                throw new CommitUnknown(publication, exception);
            }
            throw exception;
        }
    }

    private void rollBack(Throwable cause) {
        try {
            store.rollback();
            store.setAutoCommit(true);
        } catch (SQLException exception) {
            cause.addSuppressed(exception);
        }
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
