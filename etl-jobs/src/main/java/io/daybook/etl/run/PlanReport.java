package io.daybook.etl.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run} would do now.
 *
 * @param generation the published generation; null before the first publication
 */
public record PlanReport(
        String mart,
        @Nullable Long generation,
        @Nullable Instant publishedAsOf,
        Instant horizon,
        boolean verificationDue,
        List<Work> work,
        List<String> messages) {

    public PlanReport {
        work = List.copyOf(work);
        messages = List.copyOf(messages);
    }

    /**
     * Work on one view for one reason.
     *
     * @param shape whole, window or slices
     * @param slices number of slices; null where it is not known before the view is computed
     * @param days the span of days touched, e.g. {@code 2026-11-01..2026-11-20}, or {@code -}
     * @param reason e.g. {@code first build}, {@code changed}, {@code definition changed}, {@code
     *     missing day}, {@code held back}
     */
    public record Work(
            String view, String shape, @Nullable Long slices, String days, String reason) {}
}
