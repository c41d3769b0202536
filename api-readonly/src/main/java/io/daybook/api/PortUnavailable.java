package io.daybook.api;

/** The port cannot be bound; nothing was started. */
public final class PortUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortUnavailable(String message) {
        super(message);
    }
}
