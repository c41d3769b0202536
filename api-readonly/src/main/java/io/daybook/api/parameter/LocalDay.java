package io.daybook.api.parameter;

import io.daybook.api.problem.RequestRefused;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** A local day in a query. */
public final class LocalDay {

    /** A clock outside is a bad row: nothing lies there. */
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    private static final LocalDate LATEST = LocalDate.of(2200, 12, 31);
    private static final Pattern ISO_DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    public static final String EXPECTED =
            "a day such as 2026-01-31, from %s to %s".formatted(EARLIEST, LATEST);

    private LocalDay() {}

    /**
     * @param parameter the name that a refusal tells
     * @throws RequestRefused 400 for anything but a day of the calendar within bounds
     */
    public static LocalDate of(String parameter, String text) {
        try {
            return parse(text);
        } catch (DateTimeException | IllegalArgumentException noDay) {
            throw RequestRefused.invalid(parameter, text, EXPECTED);
        }
    }

    /** The day; throws what says nothing to the caller when the text is none. */
    public static LocalDate parse(String text) {
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
