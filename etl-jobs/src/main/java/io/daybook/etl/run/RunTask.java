package io.daybook.etl.run;

import io.daybook.etl.plan.Plan;
import io.daybook.etl.plan.Planner;
import io.daybook.schema.catalogue.View;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What one launch of the job is to do: how it plans, and whether it publishes. */
sealed interface RunTask {

    /** How far back a nightly verification looks. */
    int VERIFIED_DAYS = 35;

    /** The word for the run's record. */
    String command();

    Plan plan(Planner planner, Instant asOf);

    default boolean publishes() {
        return true;
    }

    /** Whether a publication may leave fewer than half of a view's stored rows. */
    boolean allowShrink();

    /** Whether the nightly verification need not happen for a while after this. */
    default boolean verifiesAll() {
        return false;
    }

    /** A nightly run. */
    record Nightly(boolean verify, boolean allowShrink) implements RunTask {
        @Override
        public String command() {
            return "run";
        }

        @Override
        public Plan plan(Planner planner, Instant asOf) {
            return planner.nightly(
                    verify
                            ? Optional.of(
                                    asOf.atOffset(ZoneOffset.UTC)
                                            .toLocalDate()
                                            .minusDays(VERIFIED_DAYS))
                            : Optional.empty());
        }

        @Override
        public boolean verifiesAll() {
            return verify;
        }
    }

    /** One window of a backfill. */
    record BackfillWindow(
            LocalDate from,
            LocalDate toExclusive,
            List<View> views,
            Optional<String> tenant,
            boolean first,
            boolean allowShrink)
            implements RunTask {
        @Override
        public String command() {
            return "backfill";
        }

        @Override
        public Plan plan(Planner planner, Instant asOf) {
            return planner.backfill(from, toExclusive, views, tenant, first);
        }

        String days() {
            return from + ".." + toExclusive.minusDays(1);
        }
    }

    /** A comparison with the source. */
    record Verification(
            Optional<LocalDate> from,
            Optional<LocalDate> toExclusive,
            List<View> views,
            boolean repair,
            boolean everything,
            boolean allowShrink)
            implements RunTask {
        @Override
        public String command() {
            return "verify";
        }

        @Override
        public Plan plan(Planner planner, Instant asOf) {
            return planner.verification(from, toExclusive, views, repair);
        }

        @Override
        public boolean publishes() {
            return repair;
        }

        @Override
        public boolean verifiesAll() {
            return everything;
        }
    }
}
