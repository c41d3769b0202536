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
