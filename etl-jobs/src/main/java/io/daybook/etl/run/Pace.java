package io.daybook.etl.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When the next cycle begins: from start to start. One that takes longer than the interval is
 * followed at once, and what was missed is not made up for.
 */
final class Pace {

    private final long interval;
    private final LongSupplier nanoTime;
    private long began;

    /** {@code nanoTime} must not jump with the clock on the wall, like {@link System#nanoTime}. */
    Pace(Duration interval, LongSupplier nanoTime) {
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    void begin() {
        began = nanoTime.getAsLong();
    }

    /** How long the cycle that began last has taken so far. */
    Duration taken() {
        return Duration.ofNanos(nanoTime.getAsLong() - began);
    }

    /** How long to wait for the next one; not positive when it is late. */
    Duration rest() {
        return Duration.ofNanos(interval).minus(taken());
    }
}
