package io.daybook.etl.csv;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * {@code numeric}: digits with at most a point. No exponent: a spreadsheet that wrote one has
 * thrown digits away.
 *
 * @param precision digits in all; 0 for any number
 * @param scale digits after the point
 */
record DecimalNumber(String type, int precision, int scale) implements ColumnType {

    private static final Pattern PLAIN =
            Pattern.compile("[+-]?(?:[0-9]{1,1000}(?:\\.[0-9]{0,1000})?|\\.[0-9]{1,1000})");

    @Override
    public Value read(String text) {
        if (!PLAIN.matcher(text).matches()) {
            return new Value.Bad(
                    "no plain number (expected %s: digits, at most one point, no thousands separator)"
                            .formatted(type));
        }
        BigDecimal number = new BigDecimal(text);
        if (precision == 0) {
            return new Value.Sound(number.toPlainString());
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() > scale) {
            return new Value.Bad(
                    "more than %d decimals (expected %s; nothing is rounded)"
                            .formatted(scale, type));
        }
        if (stripped.precision() - stripped.scale() > precision - scale) {
            return new Value.Bad(
                    "out of range (expected %s: at most %d digits before the point)"
                            .formatted(type, precision - scale));
        }
        return new Value.Sound(number.toPlainString());
    }
}
