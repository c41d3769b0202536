package io.daybook.etl.csv;

/**
 * Watches the quotes of a CSV text as it passes by, and marks those that stand inside a value that
 * is not quoted: commons-csv takes them as text.
 */
final class Quotes {

    private enum Place {
        BEFORE_VALUE,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    private Place place = Place.BEFORE_VALUE;

    /** Marks stray quotes in the next characters of the text. */
    void mark(char[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            char c = text[at];
            if (place == Place.QUOTED) {
                place = c == '"' ? Place.AFTER_QUOTE : Place.QUOTED;
            } else if (c == ',' || c == '\n' || c == '\r') {
                place = Place.BEFORE_VALUE;
            } else if (c != '"') {
                // after a closing quote the parser refuses it
                place = Place.PLAIN;
            } else if (place == Place.PLAIN) {
                text[at] = Marks.STRAY_QUOTE;
            } else {
                place = Place.QUOTED;
            }
        }
    }
}
