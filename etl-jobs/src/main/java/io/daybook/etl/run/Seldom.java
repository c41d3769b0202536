package io.daybook.etl.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps a process that repeats itself from repeating its messages: the first of a kind is told, the
 * next ones only after a while.
 */
final class Seldom {

    /** More kinds than a healthy process has; it must not grow with what is wrong. */
    private static final int KINDS = 100;

    private final long pause;
    private final LongSupplier nanoTime;
    private final Map<String, Long> told =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > KINDS;
                }
            };

    Seldom(Duration pause, LongSupplier nanoTime) {
        this.pause = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Whether to tell this now. Texts that differ in their numbers only are of one kind: ages,
     * process ids and run numbers change with each cycle.
     */
    boolean tells(String text) {
        String kind = text.replaceAll("\\d+", "0");
        long now = nanoTime.getAsLong();
        Long last = told.get(kind);
        if (last != null && now - last < pause) {
            return false;
        }
        told.remove(kind);
        told.put(kind, now);
        return true;
    }

    /** The trouble is over: the next of any kind is told at once. */
    void forget() {
        told.clear();
    }
}
