package io.daybook.etl.csv;

/**
 * Text as it is.
 *
 * @param length in characters; 0 for any
 */
record PlainText(String type, int length) implements ColumnType {

    @Override
    public Value read(String text) {
        // a character outside the basic plane is two chars and one character
        if (length > 0
                && text.length() > length
                && text.codePointCount(0, text.length()) > length) {
            return new Value.Bad("longer than %d characters (expected %s)".formatted(length, type));
        }
        return new Value.Sound(text);
    }
}
