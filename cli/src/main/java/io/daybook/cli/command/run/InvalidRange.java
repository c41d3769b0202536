package io.daybook.cli.command.run;

/** A range of days that cannot be used; the message carries the accepted span. */
public final class InvalidRange extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidRange(String message) {
        super(message);
    }
}
