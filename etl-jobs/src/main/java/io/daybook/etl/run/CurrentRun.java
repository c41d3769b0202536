package io.daybook.etl.run;

import org.jspecify.annotations.Nullable;

/** The run that the job's steps work on; a backfill launches the job once per window. */
final class CurrentRun {

    private final String mart;
    private volatile @Nullable RunSteps steps;

    CurrentRun(String mart) {
        this.mart = mart;
    }

    String mart() {
        return mart;
    }

    void set(@Nullable RunSteps steps) {
        this.steps = steps;
    }

    RunSteps get() {
        RunSteps current = steps;
        if (current == null) {
            throw new IllegalStateException("no run of " + mart + " is under way");
        }
        return current;
    }
}
