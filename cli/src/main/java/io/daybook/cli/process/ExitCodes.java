package io.daybook.cli.process;

import java.util.Collection;
import java.util.List;

/** What a command tells its caller. */
public final class ExitCodes {

    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;

    /** Done, but named slices are held back or rows left out. */
    public static final int PARTLY_DONE = 3;

    /** Drift, a failed data check, or a source that breaks its contract. */
    public static final int DRIFT = 4;

    public static final int PLAN_HAS_WORK = 5;
    public static final int BUSY = 75;
    public static final int INTERRUPTED = 130;
    public static final int TERMINATED = 143;

    /** The gravest first: a stop ends everything, a failure outweighs what can wait. */
    private static final List<Integer> PRECEDENCE =
            List.of(INTERRUPTED, TERMINATED, FAILED, USAGE, BUSY, DRIFT, PARTLY_DONE);

    private ExitCodes() {}

    /** The code of a command whose parts ended with these codes. */
    public static int of(Collection<Integer> codes) {
        return PRECEDENCE.stream().filter(codes::contains).findFirst().orElse(OK);
    }
}
