package io.daybook.api.reports.query;

import io.daybook.api.problem.RequestRefused;
import java.util.Locale;

/** How local days are taken together. */
public enum Granularity {
    DAY,
    /** From Monday on (ISO 8601), named by its Monday. */
    WEEK,
    /** Named by its first day. */
    MONTH;

    static Granularity of(String text) {
        for (Granularity granularity : values()) {
            if (granularity.toString().equals(text)) {
                return granularity;
            }
        }
        throw RequestRefused.invalid("granularity", text, "day, week or month");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
