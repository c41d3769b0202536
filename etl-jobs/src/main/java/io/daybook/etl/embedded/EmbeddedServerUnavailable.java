package io.daybook.etl.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded server cannot be used here; the message says why and what to do instead. */
public final class EmbeddedServerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedServerUnavailable(String message) {
        this(message, null);
    }

    EmbeddedServerUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
