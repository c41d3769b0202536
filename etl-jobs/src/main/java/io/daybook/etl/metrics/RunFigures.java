package io.daybook.etl.metrics;

import io.daybook.etl.run.RunEnd;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunReport.ViewResult;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A run's figures under the names that docs/operations.md lists; what is not known is left out. */
final class RunFigures {

    private static final double MILLIS = 1000.0;

    private final MetricSnapshots.Builder figures = MetricSnapshots.builder();
    private final String mart;

    private RunFigures(String mart) {
        this.mart = mart;
    }

    static MetricSnapshots of(RunEnd end, Optional<MartFigures> state, Instant endedAt) {
        RunFigures figures = new RunFigures(end.mart());
        figures.run(end, endedAt);
        end.report().ifPresent(figures::report);
        state.ifPresent(figures::state);
        return figures.figures.build();
    }

    private void run(RunEnd end, Instant endedAt) {
        add("daybook_run_exit_code", "Exit code of the last run", end.exitCode());
        add(
                "daybook_run_ended_timestamp_seconds",
                "When the last run ended, by the clock of its machine",
                endedAt.toEpochMilli() / MILLIS);
        add(
                "daybook_run_duration_seconds",
                "How long the last run took",
                end.taken().toMillis() / MILLIS);
    }

    private void report(RunReport report) {
        add(
                "daybook_run_drift_slices",
                "Slices in which the last run found table and source to differ",
                report.driftCount());
        add(
                "daybook_run_verified",
                "1 when the last run compared tables and source",
                report.verified() ? 1 : 0);
        List<ViewResult> views = report.views();
        add("daybook_run_view_slices_due", "Slices recomputed", views, ViewResult::due);
        add("daybook_run_view_slices_replaced", "Slices that differed", views, ViewResult::slices);
        add("daybook_run_view_rows_written", "Rows written", views, ViewResult::rows);
        add("daybook_run_view_duration_seconds", "Time for a view", views, ViewResult::seconds);
    }

    private void state(MartFigures state) {
        Long generation = state.generation();
        if (generation != null) {
            add("daybook_published_generation", "Number of the newest publication", generation);
        }
        add(
                "daybook_published_as_of_timestamp_seconds",
                "The instant of the source that the newest publication reflects",
                state.asOf());
        add(
                "daybook_published_horizon_timestamp_seconds",
                "The instant of the source before which no change was still under way",
                state.horizon());
        add(
                "daybook_held_back_slices",
                "Slices that could not be recomputed and keep their last good rows",
                state.heldBack());
        add(
                "daybook_bad_rows",
                "Rows of the source that are left out until they pass their check",
                state.badRows());
    }

    private void add(String name, String help, @Nullable OffsetDateTime time) {
        if (time != null) {
            add(name, help, time.toInstant().toEpochMilli() / MILLIS);
        }
    }

    private void add(String name, String help, double value) {
        figures.metricSnapshot(
                GaugeSnapshot.builder()
                        .name(name)
                        .help(help)
                        .dataPoint(point(Labels.of("mart", mart), value))
                        .build());
    }

    private void add(
            String name, String help, List<ViewResult> views, ToDoubleFunction<ViewResult> value) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(name).help(help + " by the last run, per view");
        views.forEach(
                view ->
                        gauge.dataPoint(
                                point(
                                        Labels.of("mart", mart, "view", view.view()),
                                        value.applyAsDouble(view))));
        figures.metricSnapshot(gauge.build());
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
