package io.daybook.etl.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a run is asked to do. */
public sealed interface RunRequest {

    /**
     * Whether a nightly run verifies: when the last verification is older than 20 h, or as told.
     */
    enum Verification {
        WHEN_DUE,
        ALWAYS,
        NEVER
    }

    /** {@code run}: whatever is changed, missing, held back or of an older definition. */
    record Nightly(Verification verification) implements RunRequest {}

    /**
     * {@code backfill}: a range of local days, both inclusive.
     *
     * @param views stems; empty for all views of the mart
     */
    record Backfill(LocalDate from, LocalDate to, List<String> views, Optional<String> tenant)
            implements RunRequest {
        public Backfill {
            views = List.copyOf(views);
        }
    }

    /**
     * {@code verify}: compares tables with the source.
     *
     * @param from first local day; empty for all history (as {@code to} then is)
     * @param to last local day, inclusive
     * @param views stems; empty for all views of the mart
     */
    record Verify(
            Optional<LocalDate> from, Optional<LocalDate> to, List<String> views, boolean repair)
            implements RunRequest {
        public Verify {
            views = List.copyOf(views);
        }
    }
}
