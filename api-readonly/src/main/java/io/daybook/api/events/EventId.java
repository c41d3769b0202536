package io.daybook.api.events;

import io.daybook.api.problem.RequestRefused;
import java.util.regex.Pattern;

/** An event's id in a path. */
record EventId(long value) {

    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,18}");

    static EventId of(String text) {
        try {
            if (FORM.matcher(text).matches()) {
                return new EventId(Long.parseLong(text));
            }
        } catch (NumberFormatException beyondLong) {
            // refused below like all else that is no id
        }
        throw RequestRefused.invalid("id", text, "a whole number from 1 to 9223372036854775807");
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
