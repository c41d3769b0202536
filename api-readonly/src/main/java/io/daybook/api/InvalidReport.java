package io.daybook.api;

/** A report that no view can give. */
public final class InvalidReport extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidReport(String message) {
        super(message);
    }
}
