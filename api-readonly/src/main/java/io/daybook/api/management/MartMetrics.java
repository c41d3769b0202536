package io.daybook.api.management;

import io.daybook.api.answer.MartViews;
import io.daybook.api.answer.ServedMarts;
import io.daybook.api.publication.Publication;
import io.daybook.api.publication.Publications;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;

/** How fresh each mart is; labels name marts, never tenants or their rows. */
record MartMetrics(ServedMarts marts, Publications publications) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("daybook.store.reachable", () -> publications.reachable() ? 1 : 0)
                .description("1 while the store answers")
                .register(registry);
        for (MartViews mart : marts.installed()) {
            Gauge.builder("daybook.mart.generation", () -> generation(mart.mart()))
                    .description("Number of the newest publication; 0 before the first")
                    .tag("mart", mart.mart())
                    .register(registry);
            Gauge.builder("daybook.mart.age", () -> age(mart.mart()))
                    .description("Since the instant that the newest publication reflects")
                    .baseUnit("seconds")
                    .tag("mart", mart.mart())
                    .register(registry);
        }
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
