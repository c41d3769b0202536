package io.daybook.cli.progress;

import io.daybook.cli.output.PlainText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A plain line at most every 10 s, so that a log of a short run stays empty. */
final class ProgressLines implements ProgressReport {

    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

    private final String mart;
    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private long lastLine;
    private long stepStart;
    private String step = "";
    private long parts;
    private long partsDone;
    private long rows;

    ProgressLines(String mart, PrintWriter err, LongSupplier nanoTime) {
        this.mart = mart;
        this.err = err;
        this.nanoTime = nanoTime;
        this.lastLine = nanoTime.getAsLong();
        this.stepStart = lastLine;
    }

    @Override
    public void step(String name, String what, long count) {
        step = what.isEmpty() || what.equals(mart) ? name : name + " " + what;
        parts = count;
        partsDone = 0;
        rows = 0;
        stepStart = nanoTime.getAsLong();
        lineWhenDue();
    }

    @Override
    public void advance(long moved) {
        partsDone++;
        rows += moved;
        lineWhenDue();
    }

    @Override
    public void message(String message) {
        err.println(PlainText.of(mart + ": " + message));
        err.flush();
    }

    @Override
    public void close() {}

    private void lineWhenDue() {
        long now = nanoTime.getAsLong();
        if (now - lastLine < INTERVAL) {
            return;
        }
        lastLine = now;
        long seconds = Math.max(1, Duration.ofNanos(now - stepStart).toSeconds());
        err.println(
                String.format(
                        Locale.ROOT,
                        "%s: %s: %s, %,d rows, %,d rows/s",
                        mart,
                        PlainText.of(step),
                        partsText(),
                        rows,
                        rows / seconds));
        err.flush();
    }

    private String partsText() {
        return parts > 0
                ? String.format(Locale.ROOT, "%,d of %,d parts", partsDone, parts)
                : String.format(Locale.ROOT, "%,d parts", partsDone);
    }
}
