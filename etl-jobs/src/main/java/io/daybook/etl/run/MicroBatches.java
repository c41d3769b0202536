package io.daybook.etl.run;

import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.StoreSettings;
import io.daybook.schema.catalogue.Mart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Repeats the nightly run of some marts until it is stopped: each cycle publishes its as-of,
 * replaces only what differs and prunes its own history.
 *
 * <p>A mart's lock is held during its cycle only, so backfills and verifications find their turn
 * between two. What a cycle needs from both databases it opens and closes itself; only the Spring
 * context of each mart is kept. To be closed by whoever made it.
 */
public final class MicroBatches implements AutoCloseable {

    private static final int USAGE = 2;
    private static final int STOPPED = 130;

    private final List<Repeated> marts = new ArrayList<>();
    private final Duration interval;
    private final Pace pace;
    private final Rest rest;
    private final Cycles cycles;
    private final Seldom messages;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** A mart and where it is read from. */
    public record Subject(Mart mart, SourceSettings source) {}

    /** Waits between two cycles; returns early when it is told to stop. */
    @FunctionalInterface
    interface Rest {
        void take(Duration time, CountDownLatch stop) throws InterruptedException;
    }

    /**
     * @param interval from the start of a cycle to the start of the next
     */
    public MicroBatches(
            List<Subject> subjects,
            StoreSettings store,
            RunRequest.Nightly request,
            Duration interval,
            Cycles cycles) {
        this(
                subjects,
                store,
                request,
                interval,
                cycles,
                System::nanoTime,
                (time, stop) -> stop.await(time.toNanos(), TimeUnit.NANOSECONDS));
    }

    MicroBatches(
            List<Subject> subjects,
            StoreSettings store,
            RunRequest.Nightly request,
            Duration interval,
            Cycles cycles,
            LongSupplier nanoTime,
            Rest rest) {
        this.interval = interval;
        this.pace = new Pace(interval, nanoTime);
        this.rest = rest;
        this.cycles = cycles;
        this.messages = new Seldom(Duration.ofHours(1), nanoTime);
        for (Subject subject : subjects) {
            marts.add(new Repeated(subject, store, request, cycles, messages, nanoTime));
        }
    }

    /**
     * Runs until {@link #stop} is called.
     *
     * @throws RunFailure with exit code 2 when another cycle cannot mend what is wrong: the
     *     configuration, or a store of another schema version
     */
    public void run() {
        while (!stopped()) {
            pace.begin();
            for (Repeated mart : marts) {
                if (!stopped()) {
                    cycle(mart);
                }
            }
            waitForTheNext();
        }
    }

    /** Asks for the end at the next boundary, also during a wait; may be called by any thread. */
    public void stop() {
        stop.countDown();
        marts.forEach(Repeated::stop);
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    private void cycle(Repeated mart) {
        try {
            mart.cycle();
        } catch (RunFailure failure) {
            if (failure.exitCode() == USAGE) {
                throw failure;
            }
            if (failure.exitCode() != STOPPED) {
                mart.failed(failure);
            }
        }
    }

    private void waitForTheNext() {
        Duration time = pace.rest();
        if (stopped()) {
            return;
        }
        if (time.isNegative()) {
            late();
            return;
        }
        try {
            rest.take(time, stop);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private void late() {
        String text =
                String.format(
                        Locale.ROOT,
                        "A cycle took %.1f s, longer than the interval of %d s; the next begins at"
                                + " once.",
                        pace.taken().toMillis() / 1000.0,
                        interval.toSeconds());
        String names = String.join(", ", marts.stream().map(Repeated::name).toList());
        if (messages.tells(text)) {
            cycles.message(names, text);
        }
    }

    @Override
    public void close() {
        marts.forEach(Repeated::close);
    }
}
