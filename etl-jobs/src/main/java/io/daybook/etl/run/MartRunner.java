package io.daybook.etl.run;

import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.StoreSettings;
import io.daybook.schema.catalogue.Mart;

/**
 * Runs, backfills, verifies and plans one mart.
 *
 * <p>Everything but {@link #plan} takes the mart's lock. Not for use by several threads, but for
 * {@link #stop}.
 */
public final class MartRunner {

    public MartRunner(Mart mart, SourceSettings source, StoreSettings store, Progress progress) {}

    /**
     * Does what is asked and publishes it as one generation (a backfill: one per window; {@code
     * verify} without repair publishes nothing).
     *
     * @throws RunFailure when nothing could be published; exit code and message say why
     */
    public RunReport run(RunRequest request) {
        throw new RunFailure(1, "not built");
    }

    /** What {@code run} would do now; writes nothing and takes no lock. */
    public PlanReport plan() {
        throw new RunFailure(1, "not built");
    }

    /**
     * Asks a run under way to stop at the next boundary: nothing is published half, {@link #run}
     * throws a {@link RunFailure} with exit code 130. May be called from another thread; returns at
     * once.
     */
    public void stop() {}
}
