package io.daybook.schema.sets;

/** Bytes or ids that are no set. The message never tells an id. */
public final class InvalidSet extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSet(String message) {
        super(message);
    }

    InvalidSet(String message, Throwable cause) {
        super(message, cause);
    }
}
