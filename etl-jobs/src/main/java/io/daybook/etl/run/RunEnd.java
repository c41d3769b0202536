package io.daybook.etl.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run of a mart ended.
 *
 * @param exitCode as of the process, were it the only run
 * @param report what it did; empty when it failed
 */
public record RunEnd(String mart, int exitCode, Duration taken, Optional<RunReport> report) {

    /** One that did what it was asked. */
    public static RunEnd of(RunReport report, Duration taken) {
        return new RunEnd(report.mart(), report.exitCode(), taken, Optional.of(report));
    }

    /** One that could not. */
    public static RunEnd of(String mart, RunFailure failure, Duration taken) {
        return new RunEnd(mart, failure.exitCode(), taken, Optional.empty());
    }
}
