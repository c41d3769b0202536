package io.daybook.etl.run;

import io.daybook.etl.database.StoreSettings;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One mart of a repeated run: its runner, and what it has told lately. */
final class Repeated implements AutoCloseable {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String QUIET = "quiet";

    private final String mart;
    private final RunRequest.Nightly request;
    private final Cycles cycles;
    private final MartRunner runner;
    private final KeptLauncher launcher;
    private final LongSupplier nanoTime;
    private final Seldom failures;
    private final Seldom quiet;
    private long quietCycles;
    private long failedCycles;

    Repeated(
            MicroBatches.Subject subject,
            StoreSettings store,
            RunRequest.Nightly request,
            Cycles cycles,
            Seldom messages,
            LongSupplier nanoTime) {
        this.mart = subject.mart().name();
        this.request = request;
        this.cycles = cycles;
        this.runner =
                new MartRunner(subject.mart(), subject.source(), store, told(cycles, messages));
        this.launcher = new KeptLauncher(mart, store);
        this.nanoTime = nanoTime;
        this.failures = new Seldom(MINUTE, nanoTime);
        this.quiet = new Seldom(MINUTE, nanoTime);
    }

    String name() {
        return mart;
    }

    /** One run. */
    void cycle() {
        long began = nanoTime.getAsLong();
        RunReport report = run(began);
        if (failedCycles > 0) {
            cycles.recovered(mart, failedCycles);
            failedCycles = 0;
            failures.forget();
        }
        if (report.slicesReplaced() > 0) {
            cycles.replaced(report, since(began));
        } else {
            quietly(report);
        }
    }

    private RunReport run(long began) {
        try {
            RunReport report = runner.run(request, launcher);
            cycles.ended(RunEnd.of(report, since(began)));
            return report;
        } catch (RunFailure failure) {
            cycles.ended(RunEnd.of(mart, failure, since(began)));
            throw failure;
        }
    }

    private Duration since(long began) {
        return Duration.ofNanos(nanoTime.getAsLong() - began);
    }

    private void quietly(RunReport report) {
        quietCycles++;
        if (quiet.tells(QUIET)) {
            cycles.quiet(report, quietCycles);
            quietCycles = 0;
        }
    }

    void failed(RunFailure failure) {
        failedCycles++;
        if (failures.tells(String.valueOf(failure.getMessage()))) {
            cycles.failed(mart, failure);
        }
    }

    void stop() {
        runner.stop();
    }

    /** Steps and parts of seconds are no news. */
    private Progress told(Cycles listener, Seldom messages) {
        return new Progress() {
            @Override
            public void step(String step, String what, long parts) {}

            @Override
            public void advance(long rows) {}

            @Override
            public void message(String message) {
                if (messages.tells(mart + message)) {
                    listener.message(mart, message);
                }
            }
        };
    }

    @Override
    public void close() {
        launcher.close();
    }
}
