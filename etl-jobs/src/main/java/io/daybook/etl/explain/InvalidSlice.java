package io.daybook.etl.explain;

/** What was given names no slice of the view; the message says what is expected. */
public final class InvalidSlice extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSlice(String message) {
        super(message);
    }
}
