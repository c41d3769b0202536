package io.daybook.etl.run;

import java.time.Duration;

/**
 * Hears what a repeated run does: everything that changed something, and of what repeats itself so
 * little that a log can be read. Called from one thread.
 */
public interface Cycles {

    /** A cycle ended, however it did; told of each one, before anything else. */
    void ended(RunEnd end);

    /** A cycle replaced something. */
    void replaced(RunReport report, Duration taken);

    /**
     * Cycles went by that published their as-of and replaced nothing; told at most once a minute.
     *
     * @param count the quiet cycles of this mart since the last call
     */
    void quiet(RunReport report, long count);

    /** A cycle failed; the next one tries again. The same failure is told at most once a minute. */
    void failed(String mart, RunFailure failure);

    /** The first cycle that succeeds after {@code count} that failed. */
    void recovered(String mart, long count);

    /** Something the operator should read; the same is told at most once an hour. */
    void message(String mart, String message);
}
