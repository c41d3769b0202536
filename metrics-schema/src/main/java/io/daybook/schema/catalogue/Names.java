package io.daybook.schema.catalogue;

import java.util.regex.Pattern;

/** What a mart, stem, check, input, table or column may be called. */
final class Names {

    /** Lower case and unquoted, so that the text, the engine and the store spell it alike. */
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]*");

    private static final String RESERVED = "daybook_";

    private Names() {}

    static void check(String name, FileProblems problems) {
        if (!PLAIN.matcher(name).matches()) {
            problems.add("Invalid name: " + name + " (expected lower-case letters, digits and _)");
        } else if (name.startsWith(RESERVED)) {
            problems.add(
                    "Reserved name: " + name + " (names in " + RESERVED + " are the engine's)");
        }
    }
}
