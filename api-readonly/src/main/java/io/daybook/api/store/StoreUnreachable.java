package io.daybook.api.store;

/** The store does not answer. */
public final class StoreUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
