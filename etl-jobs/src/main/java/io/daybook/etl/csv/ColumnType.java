package io.daybook.etl.csv;

import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads texts as values of one column's type: nothing is rounded, cut or guessed. */
public sealed interface ColumnType
        permits WholeNumber, DecimalNumber, PlainText, TruthValue, Day, Moment {

    /** Reads a text that is there; every text is a value or has a reason why it is none. */
    Value read(String text);

    /** A type's name with its length, or its precision and scale. */
    Pattern MODIFIED = Pattern.compile("([a-z ]+?)(?:\\((\\d+)(?:,(\\d+))?\\))?");

    /**
     * The reader of a contract's type.
     *
     * @param type as the contract spells it, e.g. {@code numeric(18,4)}
     * @param zone of instants that are written without one
     * @throws IllegalArgumentException for a type that no file can hold
     */
    static ColumnType of(String type, Optional<ZoneId> zone) {
        Matcher parts = MODIFIED.matcher(type);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no type that can be imported: " + type);
        }
        int first = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        int second = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        return switch (parts.group(1)) {
            case "bigint" -> new WholeNumber(type, Long.MIN_VALUE, Long.MAX_VALUE);
            case "integer" -> new WholeNumber(type, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "smallint" -> new WholeNumber(type, Short.MIN_VALUE, Short.MAX_VALUE);
            case "numeric" -> new DecimalNumber(type, first, second);
            case "text", "character varying", "character" -> new PlainText(type, first);
            case "boolean" -> new TruthValue();
            case "date" -> new Day();
            case "timestamp with time zone" -> new Moment(zone);
            default -> throw new IllegalArgumentException("no type that can be imported: " + type);
        };
    }
}
