package io.daybook.etl.csv;

/** {@code bigint} and its smaller kin. */
record WholeNumber(String type, long least, long most) implements ColumnType {

    @Override
    public Value read(String text) {
        if (!isWhole(text)) {
            return new Value.Bad("no whole number (expected %s)".formatted(type));
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return new Value.Sound(Long.toString(number));
            }
        } catch (NumberFormatException beyond) {
            // said below: only digits are left, so it is too long
        }
        return new Value.Bad("out of range (expected %s: %d to %d)".formatted(type, least, most));
    }

    /** Digits of ASCII with at most one sign; Java itself takes any script's. */
    private static boolean isWhole(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        for (int at = start; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return text.length() > start;
    }
}
