package io.daybook.etl.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a run is asked to do. */
public sealed interface RunRequest {

    /**
     * Whether a publication may leave fewer than half of a view's stored rows of final days;
     * without it such days are held back.
     */
    boolean allowShrink();

    /**
     * Whether a nightly run verifies: when the last verification is older than 20 h, or as told.
     */
    enum Verification {
        WHEN_DUE,
        ALWAYS,
        NEVER
    }

    /** {@code run}: whatever is changed, missing, held back or of an older definition. */
    record Nightly(Verification verification, boolean allowShrink) implements RunRequest {
        public Nightly(Verification verification) {
            this(verification, false);
        }
    }

    /**
     * {@code backfill}: a range of local days, both inclusive.
     *
     * @param views stems; empty for all views of the mart
     */
    record Backfill(
            LocalDate from,
            LocalDate to,
            List<String> views,
            Optional<String> tenant,
            boolean allowShrink)
            implements RunRequest {
        public Backfill {
            views = List.copyOf(views);
        }

        public Backfill(LocalDate from, LocalDate to, List<String> views, Optional<String> tenant) {
            this(from, to, views, tenant, false);
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
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            List<String> views,
            boolean repair,
            boolean allowShrink)
            implements RunRequest {
        public Verify {
            views = List.copyOf(views);
        }

        public Verify(
                Optional<LocalDate> from,
                Optional<LocalDate> to,
                List<String> views,
                boolean repair) {
            this(from, to, views, repair, false);
        }
    }
}
