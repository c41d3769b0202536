package io.daybook.api.reports.query;

import io.daybook.api.parameter.LocalDay;
import io.daybook.api.problem.RequestRefused;
import io.daybook.api.reports.query.ReportRequest.Days;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The explicit days of a report. */
final class DayRange {

    /** Three years and a little; all history is asked for by naming no day. */
    static final int LONGEST = 1_100;

    private DayRange() {}

    /**
     * The range; empty when neither end is given.
     *
     * @throws RequestRefused 400 for half a range, a reversed one, a long one, or no days
     */
    static Optional<Days> of(@Nullable String from, @Nullable String to) {
        if (from == null && to == null) {
            return Optional.empty();
        }
        if (from == null || to == null) {
            throw RequestRefused.invalid(
                    from == null ? "from" : "to", "(missing)", "both from and to, or neither");
        }
        Days days = new Days(LocalDay.of("from", from), LocalDay.of("to", to));
        if (days.from().isAfter(days.to())) {
            throw RequestRefused.invalid("from", from, "a day not after to=" + days.to());
        }
        if (ChronoUnit.DAYS.between(days.from(), days.to()) >= LONGEST) {
            throw RequestRefused.invalid(
                    "to",
                    to,
                    "at most %d days from %s on, or neither from nor to for all"
                            .formatted(LONGEST, days.from()));
        }
        return Optional.of(days);
    }
}
