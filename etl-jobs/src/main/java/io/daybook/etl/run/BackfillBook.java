package io.daybook.etl.run;

import static io.daybook.etl.engine.Literals.day;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A backfill's windows: one launch each, newest first. The table says which are left, so the same
 * command within a day of an interruption goes on where that one ended.
 */
final class BackfillBook {

    /** A month at most: short enough to lose little, long enough that launches do not count. */
    private static final int WINDOW_DAYS = 31;

    private static final String STAGE = "planning the backfill";

    private final Connection store;
    private final Mart mart;
    private final Progress progress;

    BackfillBook(Connection store, Mart mart, Progress progress) {
        this.store = store;
        this.mart = mart;
        this.progress = progress;
    }

    /** Launches one window. */
    @FunctionalInterface
    interface Launch {
        RunReport launch(RunTask.BackfillWindow window, String days);
    }

    private record Window(LocalDate from, LocalDate to) {}

    RunReport run(RunRequest.Backfill request, List<View> views, Launch launch) {
        long backfillId = interrupted(request).orElseGet(() -> begin(request));
        List<RunReport> reports = new ArrayList<>();
        for (Window window : left(backfillId)) {
            RunTask.BackfillWindow task =
                    new RunTask.BackfillWindow(
                            window.from(),
                            window.to().plusDays(1),
                            views,
                            request.tenant(),
                            noneDone(backfillId),
                            request.allowShrink());
            RunReport report = launch.launch(task, task.days());
            reports.add(report);
            done(backfillId, window, report.runId());
        }
        Sql.execute(
                store,
                STAGE,
                "update daybook.backfill set finished_at = clock_timestamp() where backfill_id = "
                        + backfillId);
        return merge(reports);
    }

    private Optional<Long> interrupted(RunRequest.Backfill request) {
        Optional<Long> found =
                Sql.query(
                                store,
                                STAGE,
                                """
                                select backfill_id
                                from daybook.backfill
                                where %s and finished_at is null
                                    and greatest(requested_at, (
                                        select max(w.done_at)
                                        from daybook.backfill_window as w
                                        where w.backfill_id = backfill.backfill_id))
                                        > clock_timestamp() - interval '24 hours'
                                    and exists (
                                        select
                                        from daybook.backfill_window as w
                                        where w.backfill_id = backfill.backfill_id
                                            and w.done_at is not null)
                                    and exists (
                                        select
                                        from daybook.backfill_window as w
                                        where w.backfill_id = backfill.backfill_id
                                            and w.done_at is null)
                                order by backfill_id desc
                                limit 1
                                """
                                        .formatted(same(request)),
                                row -> row.getLong(1))
                        .stream()
                        .findFirst();
        found.ifPresent(
                backfillId ->
                        progress.message(
                                "Going on with the backfill of %s that was interrupted: %d windows are left"
                                        .formatted(mart.name(), left(backfillId).size())));
        return found;
    }

    private String same(RunRequest.Backfill request) {
        return "mart = %s and from_day = %s and to_day = %s and views = %s and tenant_id is not distinct from %s"
                .formatted(
                        text(mart.name()),
                        day(request.from()),
                        day(request.to()),
                        text(String.join(",", request.views())),
                        text(request.tenant().orElse(null)));
    }

    private long begin(RunRequest.Backfill request) {
        long backfillId =
                Sql.number(
                        store,
                        STAGE,
                        """
                        insert into daybook.backfill (mart, from_day, to_day, views, tenant_id)
                        values (%s, %s, %s, %s, %s)
                        returning backfill_id
                        """
                                .formatted(
                                        text(mart.name()),
                                        day(request.from()),
                                        day(request.to()),
                                        text(String.join(",", request.views())),
                                        text(request.tenant().orElse(null))));
        LocalDate last = request.to();
        while (!last.isBefore(request.from())) {
            LocalDate first = last.minusDays(WINDOW_DAYS - 1L);
            first = first.isBefore(request.from()) ? request.from() : first;
            Sql.execute(
                    store,
                    STAGE,
                    "insert into daybook.backfill_window (backfill_id, from_day, to_day) values (%d, %s, %s)"
                            .formatted(backfillId, day(first), day(last)));
            last = first.minusDays(1);
        }
        return backfillId;
    }

    private List<Window> left(long backfillId) {
        return Sql.query(
                store,
                STAGE,
                """
                select from_day, to_day
                from daybook.backfill_window
                where backfill_id = %d and done_at is null
                order by from_day desc
                """
                        .formatted(backfillId),
                row ->
                        new Window(
                                row.getObject(1, LocalDate.class),
                                row.getObject(2, LocalDate.class)));
    }

    private boolean noneDone(long backfillId) {
        return Sql.number(
                        store,
                        STAGE,
                        "select count(*) from daybook.backfill_window where backfill_id = %d and done_at is not null"
                                .formatted(backfillId))
                == 0;
    }

    private void done(long backfillId, Window window, long runId) {
        Sql.execute(
                store,
                STAGE,
                "update daybook.backfill_window set done_at = clock_timestamp(), run_id = %d where backfill_id = %d and from_day = %s"
                        .formatted(runId, backfillId, day(window.from())));
    }

    /** The last window's report with the views' figures added over all windows. */
    private static RunReport merge(List<RunReport> reports) {
        RunReport last = reports.get(reports.size() - 1);
        Map<String, RunReport.ViewResult> views = new LinkedHashMap<>();
        for (RunReport report : reports) {
            for (RunReport.ViewResult view : report.views()) {
                views.merge(
                        view.view(),
                        view,
                        (sum, next) ->
                                new RunReport.ViewResult(
                                        sum.view(),
                                        sum.shape().equals("-") ? next.shape() : sum.shape(),
                                        sum.due() + next.due(),
                                        sum.slices() + next.slices(),
                                        sum.rows() + next.rows(),
                                        sum.seconds() + next.seconds()));
            }
        }
        return new RunReport(
                last.mart(),
                last.runId(),
                reports.stream().mapToInt(RunReport::exitCode).max().orElseThrow(),
                last.generation(),
                last.asOf(),
                List.copyOf(views.values()),
                last.findings(),
                last.badRows(),
                last.heldBack(),
                last.drift(),
                last.driftCount(),
                last.verified(),
                last.pendingSlices(),
                last.messages());
    }
}
