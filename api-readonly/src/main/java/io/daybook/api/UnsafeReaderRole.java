package io.daybook.api;

/** The role that the API would read as could write; nothing was started. */
public final class UnsafeReaderRole extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsafeReaderRole(String message) {
        super(message);
    }
}
