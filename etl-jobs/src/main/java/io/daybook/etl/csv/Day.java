package io.daybook.etl.csv;

import java.time.DateTimeException;
import java.time.LocalDate;

/** {@code date}. */
record Day() implements ColumnType {

    @Override
    public Value read(String text) {
        try {
            if (text.length() == 10 && text.charAt(0) != '+' && text.charAt(0) != '-') {
                LocalDate day = LocalDate.parse(text);
                if (day.getYear() > 0) {
                    return new Value.Sound(day.toString());
                }
            }
        } catch (DateTimeException invalid) {
            // said below
        }
        return new Value.Bad("no date (expected one such as 2026-03-31)");
    }
}
