package io.daybook.api;

/** Without authentication only a loopback address may be bound; nothing was started. */
public final class UnsafeAddress extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsafeAddress(String message) {
        super(message);
    }
}
