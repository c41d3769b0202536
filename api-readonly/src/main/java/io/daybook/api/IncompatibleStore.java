package io.daybook.api;

/** The store is at a schema version that this build does not know; nothing was started. */
public final class IncompatibleStore extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IncompatibleStore(String message) {
        super(message);
    }
}
