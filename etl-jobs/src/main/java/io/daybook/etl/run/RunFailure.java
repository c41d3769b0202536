package io.daybook.etl.run;

/**
 * A run that could not be done; what was published before is unchanged. The message says what is
 * wrong, the value, what was expected, what is unchanged and what to do.
 */
public class RunFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public RunFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public RunFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** 1 failed, 2 usage, 4 data check or contract drift, 75 busy, 130 stopped. */
    public int exitCode() {
        return exitCode;
    }
}
