package io.daybook.api.parameter;

import io.daybook.api.problem.RequestRefused;
import java.util.regex.Pattern;

/** An entity's id in a path or a query. */
public final class Id {

    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,18}");

    private Id() {}

    /**
     * @param parameter the name that a refusal tells
     * @throws RequestRefused 400 for anything but a positive 64-bit integer
     */
    public static long of(String parameter, String text) {
        try {
            if (FORM.matcher(text).matches()) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException beyondLong) {
            // refused below like all else that is no id
        }
        throw RequestRefused.invalid(
                parameter, text, "a whole number from 1 to 9223372036854775807");
    }
}
