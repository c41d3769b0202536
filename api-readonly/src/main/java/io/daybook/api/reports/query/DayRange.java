package io.daybook.api.reports.query;

import io.daybook.api.problem.RequestRefused;
import io.daybook.api.reports.query.ReportRequest.Days;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The explicit days of a report. */
final class DayRange {

    /** Three years and a little; all history is asked for by naming no day. */
    static final int LONGEST = 1_100;

    /** A clock outside is a bad row: nothing lies there. */
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    private static final LocalDate LATEST = LocalDate.of(2200, 12, 31);
    private static final Pattern ISO_DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    static final String EXPECTED =
            "a day such as 2026-01-31, from %s to %s".formatted(EARLIEST, LATEST);

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
        Days days = new Days(day("from", from), day("to", to));
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

    private static LocalDate day(String parameter, String text) {
        try {
            return day(text);
        } catch (DateTimeException | IllegalArgumentException noDay) {
            throw RequestRefused.invalid(parameter, text, EXPECTED);
        }
    }

    /** The day; throws what says nothing to the caller when the text is none. */
    static LocalDate day(String text) {
        if (!ISO_DAY.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        LocalDate day = LocalDate.parse(text);
        if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
            throw new IllegalArgumentException(text);
        }
        return day;
    }
}
