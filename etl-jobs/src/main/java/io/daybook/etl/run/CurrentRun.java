package io.daybook.etl.run;

import org.jspecify.annotations.Nullable;

/** The run that the job's steps work on; a backfill launches the job once per window. */
final class CurrentRun {

    private final String mart;
    private volatile @Nullable RunSteps steps;
    private volatile boolean begun;

    CurrentRun(String mart) {
        this.mart = mart;
    }

    String mart() {
        return mart;
    }

    void set(@Nullable RunSteps steps) {
        this.steps = steps;
        this.begun = false;
    }

    /** Whether a step has asked for the run since it was set. */
    boolean begun() {
        return begun;
    }

    RunSteps get() {
        RunSteps current = steps;
        if (current == null) {
            throw new IllegalStateException("no run of " + mart + " is under way");
        }
        begun = true;
        return current;
    }
}
