package io.daybook.api.management;

import io.daybook.api.answer.MartViews;
import io.daybook.api.answer.ServedMarts;
import io.daybook.api.publication.Publication;
import io.daybook.api.publication.Publications;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How fresh each mart is and what its last run left; labels name marts and views, never tenants or
 * their rows. What is not known, as nothing was published or the store is away, is not a number.
 */
record MartMetrics(ServedMarts marts, Publications publications, LastRuns runs)
        implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("daybook.store.reachable", () -> publications.reachable() ? 1 : 0)
                .description("1 while the store answers")
                .register(registry);
        for (MartViews mart : marts.installed()) {
            freshness(registry, mart.mart());
            lastRun(registry, mart.mart());
            mart.all().forEach(view -> rows(registry, mart.mart(), view));
        }
    }

    private void freshness(MeterRegistry registry, String mart) {
        Gauge.builder("daybook.mart.generation", () -> generation(mart))
                .description("Number of the newest publication; 0 before the first")
                .tag("mart", mart)
                .register(registry);
        Gauge.builder("daybook.mart.age", () -> age(mart))
                .description("Since the instant that the newest publication reflects")
                .baseUnit("seconds")
                .tag("mart", mart)
                .register(registry);
    }

    private void lastRun(MeterRegistry registry, String mart) {
        state(mart, "held.back", "slices", LastRuns.State::heldBack)
                .description("Slices that could not be recomputed and keep their last good rows")
                .register(registry);
        state(mart, "bad", "rows", LastRuns.State::badRows)
                .description("Rows of the source that are left out until they pass their check")
                .register(registry);
        state(mart, "last.run.failed", null, LastRuns.State::failed)
                .description("1 when the last run failed, whatever is published")
                .register(registry);
        state(mart, "last.run.ended.timestamp", "seconds", LastRuns.State::endedAt)
                .description("When the last run ended, by the store's clock")
                .register(registry);
        state(mart, "publication.delay", "seconds", LastRuns.State::delay)
                .description("From the newest publication's as-of to its commit")
                .register(registry);
    }

    private Gauge.Builder<?> state(
            String mart,
            String name,
            @Nullable String unit,
            ToDoubleFunction<LastRuns.State> value) {
        return Gauge.builder(
                        "daybook.mart." + name,
                        () ->
                                runs.state(mart)
                                        .map(state -> value.applyAsDouble(state))
                                        .orElse(Double.NaN))
                .baseUnit(unit)
                .tag("mart", mart);
    }

    private void rows(MeterRegistry registry, String mart, String view) {
        Gauge.builder(
                        "daybook.view",
                        () ->
                                runs.state(mart)
                                        .map(state -> state.rows().get(view))
                                        .map(Number::doubleValue)
                                        .orElse(Double.NaN))
                .description("Rows of a view's table, of all tenants")
                .baseUnit("rows")
                .tags(Tags.of("mart", mart, "view", view))
                .register(registry);
    }

    private long generation(String mart) {
        return publications.current(mart).map(Publication::generation).orElse(0L);
    }

    /** By the store's clock; not a number before the first publication. */
    private double age(String mart) {
        Instant now = publications.storeTime();
        return publications
                .current(mart)
                .map(newest -> Duration.between(newest.asOf(), now).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}
