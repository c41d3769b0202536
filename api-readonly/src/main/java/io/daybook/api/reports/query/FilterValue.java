package io.daybook.api.reports.query;

import io.daybook.api.parameter.LocalDay;
import io.daybook.api.problem.RequestRefused;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** The value of a filter, of its column's type: it reaches the statement as a parameter only. */
final class FilterValue {

    private static final int LONGEST = 200;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

    private FilterValue() {}

    /**
     * @throws RequestRefused 400 for what is no value of the column
     */
    static Object of(ReportColumn column, String text) {
        try {
            return switch (column.kind()) {
                case INTEGER -> Long.valueOf(matching(INTEGER, text));
                case NUMBER -> new BigDecimal(matching(NUMBER, text));
                case DATE -> LocalDay.parse(text);
                case INSTANT -> OffsetDateTime.parse(text);
                case FLAG -> Boolean.valueOf(matching(FLAG, text));
                case TEXT -> plain(text);
            };
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw RequestRefused.invalid(
                    "filter", column.name() + "=" + text, expected(column.kind()));
        }
    }

    private static final Pattern FLAG = Pattern.compile("true|false");

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** PostgreSQL knows no text with a NUL in it. */
    private static String plain(String text) {
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String expected(ReportColumn.Kind kind) {
        return switch (kind) {
            case INTEGER -> "a whole number of 64 bits";
            case NUMBER -> "a number such as 12.50";
            case DATE -> LocalDay.EXPECTED;
            case INSTANT -> "an instant such as 2026-03-15T12:00:00Z";
            case FLAG -> "true or false";
            case TEXT -> "a text of at most " + LONGEST + " characters";
        };
    }
}
