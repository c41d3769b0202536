package io.daybook.etl.csv;

/** What a text became. */
public sealed interface Value {

    /** A value of the type, as PostgreSQL reads it. */
    record Sound(String text) implements Value {}

    /** None; the reason never holds the text itself. */
    record Bad(String reason) implements Value {}
}
