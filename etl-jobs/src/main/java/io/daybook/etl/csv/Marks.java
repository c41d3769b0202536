package io.daybook.etl.csv;

import java.util.Locale;
import java.util.Optional;

/**
 * What should not be in a value, kept in it as a character that no valid text holds: a low
 * surrogate without its high one. So a fault in one value costs that row and not the file.
 */
final class Marks {

    /** In place of a quote inside a value that is not quoted. */
    static final char STRAY_QUOTE = 0xDD22;

    private static final int INVALID_BYTE = 0xDC00;
    private static final int SHOWN = 200;

    private Marks() {}

    /** Stands for a byte that is no UTF-8. */
    static char invalid(byte value) {
        return (char) (INVALID_BYTE + (value & 0xFF));
    }

    /** What is wrong with the text as such, whatever it is to become. */
    static Optional<String> fault(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0) {
                return Optional.of("a NUL byte (expected text)");
            }
            if (isMark(text, at)) {
                return Optional.of(
                        c == STRAY_QUOTE
                                ? "a quote inside a value that is not quoted (expected the value in"
                                        + " quotes, and quotes in it doubled)"
                                : "a byte that is no UTF-8 (expected a file in UTF-8)");
            }
        }
        return Optional.empty();
    }

    /** The text as PostgreSQL and a terminal can take it, cut to what a person reads. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean secondHalf = Character.isLowSurrogate(c) && !isMark(text, at);
            if (shown.length() >= SHOWN && !secondHalf) {
                return shown.append(" ... (%d characters)".formatted(text.length())).toString();
            }
            if (c == 0) {
                shown.append("\\x00");
            } else if (!isMark(text, at)) {
                shown.append(c);
            } else if (c == STRAY_QUOTE) {
                shown.append('"');
            } else {
                shown.append(String.format(Locale.ROOT, "\\x%02X", c - INVALID_BYTE));
            }
        }
        return shown.toString();
    }

    private static boolean isMark(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at))
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
