package io.daybook.api.events;

import io.daybook.api.problem.RequestRefused;
import org.jspecify.annotations.Nullable;

/** What an event's sales are compared with. */
enum Comparison {
    LAST_EVENT("last_event"),
    LAST_MONTH("last_month");

    private final String text;

    Comparison(String text) {
        this.text = text;
    }

    /** The comparison of that name; with the last event when none is given. */
    static Comparison of(@Nullable String text) {
        if (text == null) {
            return LAST_EVENT;
        }
        for (Comparison comparison : values()) {
            if (comparison.text.equals(text)) {
                return comparison;
            }
        }
        throw RequestRefused.invalid("compare", text, "last_event or last_month");
    }

    @Override
    public String toString() {
        return text;
    }
}
