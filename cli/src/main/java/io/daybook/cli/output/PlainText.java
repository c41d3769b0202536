package io.daybook.cli.output;

/** Text from a database on its way to a terminal. */
public final class PlainText {

    private PlainText() {}

    /**
     * The text with every control character, line break and invisible formatting character written
     * as its code: none of it can colour, move or forge a line.
     */
    public static String of(String text) {
        if (text.codePoints().noneMatch(PlainText::isUnsafe)) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if (isUnsafe(c)) {
                                plain.append(String.format("\\u%04x", c));
                            } else {
                                plain.appendCodePoint(c);
                            }
                        });
        return plain.toString();
    }

    private static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }
}
