package io.daybook.etl.run;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.UnknownZones;
import io.daybook.etl.plan.EntityChanges;
import io.daybook.etl.plan.Hold;
import io.daybook.etl.plan.Horizon;
import io.daybook.etl.plan.Part;
import io.daybook.etl.plan.Plan;
import io.daybook.etl.plan.Planner;
import io.daybook.etl.plan.Published;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans like a run, in a store transaction that is rolled back. */
final class PlanPreview {

    private static final String STAGE = "previewing the plan";

    private final Mart mart;
    private final SourceSettings source;
    private final Connection store;

    /** No run has it, nor another preview: the plan is rolled back before anyone could see it. */
    private final long previewId;

    PlanPreview(Mart mart, SourceSettings source, Connection store) {
        this.mart = mart;
        this.source = source;
        this.store = store;
        this.previewId = Sql.number(store, STAGE, "select -pg_backend_pid()");
    }

    PlanReport report(boolean verificationDue, Progress progress) throws SQLException {
        return report(verificationDue, planner -> planner.nightly(Optional.empty()), progress);
    }

    /** All windows of a backfill at once. */
    PlanReport report(RunRequest.Backfill request, List<View> views, Progress progress)
            throws SQLException {
        return report(
                false,
                planner ->
                        planner.backfill(
                                request.from(),
                                request.to().plusDays(1),
                                views,
                                request.tenant(),
                                true),
                progress);
    }

    private PlanReport report(
            boolean verificationDue, Function<Planner, Plan> planning, Progress progress)
            throws SQLException {
        progress.step("plan", mart.name(), 0);
        Horizon horizon = Horizon.read(source);
        Optional<Published> published = Published.read(store, mart.name());
        store.setAutoCommit(false);
        try (SourceSnapshot snapshot = SourceSnapshot.take(source)) {
            List<PlanReport.Work> work = work(snapshot, planning);
            List<String> messages = new ArrayList<>(horizon.messages());
            overlap(work).ifPresent(messages::add);
            return new PlanReport(
                    mart.name(),
                    published.map(Published::generation).orElse(null),
                    published.map(Published::asOf).orElse(null),
                    horizon.at(),
                    verificationDue,
                    work,
                    messages);
        } finally {
            store.rollback();
            store.setAutoCommit(true);
        }
    }

    /** Right after a run its last changes are listed again; without a word that looks wrong. */
    private Optional<String> overlap(List<PlanReport.Work> work) {
        boolean changed = work.stream().anyMatch(item -> item.reason().equals("changed"));
        return changed && !source.overlap().isZero()
                ? Optional.of(
                        ("Slices that changed less than %d s before the last as-of are listed again"
                                        + " (source.overlap); run replaces only what differs.")
                                .formatted(source.overlap().toSeconds()))
                : Optional.empty();
    }

    private List<PlanReport.Work> work(SourceSnapshot snapshot, Function<Planner, Plan> planning) {
        Map<String, MetricTable> tables = new HashMap<>();
        for (View view : mart.views()) {
            tables.put(view.stem(), MetricTable.read(store, view));
        }
        UnknownZones unknownZones =
                UnknownZones.read(
                        snapshot.connection(), source.schema(), EntityChanges.entities(mart));
        new Hold(store).addUnknownZones(snapshot.connection(), source.schema(), mart, unknownZones);
        Plan plan =
                planning.apply(
                        new Planner(
                                mart,
                                tables,
                                snapshot,
                                source.schema(),
                                source.floor(),
                                new CompleteStatement(mart, source.schema(), unknownZones),
                                store,
                                previewId));
        List<PlanReport.Work> work = new ArrayList<>();
        for (View view : mart.views()) {
            for (Part part : plan.parts(view.stem())) {
                if (part.shape() != Part.Shape.SLICES) {
                    work.add(
                            new PlanReport.Work(
                                    view.stem(),
                                    part.shape().word(),
                                    null,
                                    days(part),
                                    part.reason()));
                }
            }
            work.addAll(slices(view));
            String reason = plan.wholeStoreViews().get(view.stem());
            if (reason != null) {
                work.add(new PlanReport.Work(view.stem(), "whole", null, "-", reason));
            }
        }
        return work;
    }

    private static String days(Part part) {
        return part.from().isPresent() && part.toExclusive().isPresent()
                ? span(part.from().get(), part.toExclusive().get().minusDays(1))
                : "-";
    }

    private List<PlanReport.Work> slices(View view) {
        return Sql.query(
                store,
                STAGE,
                """
                select reason, count(*), min(day), max(day)
                from daybook.plan_slice
                where run_id = %d and view = %s and part > 0
                group by reason
                order by reason
                """
                        .formatted(previewId, text(view.stem())),
                row ->
                        new PlanReport.Work(
                                view.stem(),
                                "slices",
                                row.getLong(2),
                                span(
                                        row.getObject(3, LocalDate.class),
                                        row.getObject(4, LocalDate.class)),
                                row.getString(1)));
    }

    private static String span(@Nullable LocalDate from, @Nullable LocalDate to) {
        return from == null ? "-" : from.equals(to) ? from.toString() : from + ".." + to;
    }
}
