package io.daybook.api.events;

import io.daybook.api.problem.RequestRefused;
import org.jspecify.annotations.Nullable;

/** The ranges of a timeline. */
enum TimelineRange {
    WEEK("7d", 7),
    MONTH("30d", 30),
    ALL("all", 0);

    private final String text;
    private final int days;

    TimelineRange(String text, int days) {
        this.text = text;
        this.days = days;
    }

    /** The range of that name; 30 days when none is given. */
    static TimelineRange of(@Nullable String text) {
        if (text == null) {
            return MONTH;
        }
        for (TimelineRange range : values()) {
            if (range.text.equals(text)) {
                return range;
            }
        }
        throw RequestRefused.invalid("range", text, "7d, 30d or all");
    }

    /** The number of local days that end with as-of's; of no meaning for all. */
    int days() {
        return days;
    }

    @Override
    public String toString() {
        return text;
    }
}
