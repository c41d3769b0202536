package io.daybook.api.events.velocity;

import io.daybook.api.answer.Edition;

/** An event's velocity as one publication shows it. */
record LiveCard(Edition edition, SalesVelocity velocity) {

    long generation() {
        return edition.generation();
    }
}
