package io.daybook.api.management;

import io.daybook.api.publication.Publications;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready is who reaches the store; how old its figures are is another question. */
record StoreHealthIndicator(Publications publications) implements HealthIndicator {

    @Override
    public Health health() {
        return publications.reachable() ? Health.up().build() : Health.down().build();
    }
}
