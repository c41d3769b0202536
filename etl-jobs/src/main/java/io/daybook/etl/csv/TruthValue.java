package io.daybook.etl.csv;

import java.util.Locale;

/** {@code boolean}. */
record TruthValue() implements ColumnType {

    @Override
    public Value read(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t" -> new Value.Sound("t");
            case "false", "f" -> new Value.Sound("f");
            default ->
                    new Value.Bad(
                            "no truth value (expected true or false; the map can translate others)");
        };
    }
}
