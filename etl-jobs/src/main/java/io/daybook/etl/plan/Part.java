package io.daybook.etl.plan;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One piece of a run's work on one view.
 *
 * @param from first day; of a whole part: the source's floor
 * @param toExclusive empty when there is no upper bound
 */
public record Part(
        int number,
        String view,
        Shape shape,
        Optional<LocalDate> from,
        Optional<LocalDate> toExclusive,
        Optional<String> tenant,
        String reason) {

    /** The reason of what is recomputed although nothing says that it changed. */
    public static final String VERIFICATION = "verification";

    /** The reason of a view read whole because listing its slices would cost more. */
    public static final String MUCH_CHANGED = "more than a quarter changed";

    /** The reason of everything in a mart's first publication. */
    public static final String FIRST_BUILD = "first build";

    /** The reason of everything when the source is not the database that was read before. */
    public static final String ANOTHER_SOURCE = "another source";

    /** Whether the part belongs to a build that takes nothing from earlier runs for granted. */
    public boolean startsAnew() {
        return reason.equals(FIRST_BUILD) || reason.equals(ANOTHER_SOURCE);
    }

    /** How a part's rows are read. */
    public enum Shape {
        WHOLE,
        WINDOW,
        SLICES;

        /** As it stands in the plan table and in reports. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
