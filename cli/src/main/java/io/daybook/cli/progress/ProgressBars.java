package io.daybook.cli.progress;

import io.daybook.cli.output.PlainText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar per step with rows per second and the time left. Messages wait for the bar to end. */
final class ProgressBars implements ProgressReport {

    private static final int REFRESH_MILLIS = 200;

    private final String mart;
    private final PrintWriter err;
    private final List<String> messages = new ArrayList<>();
    private @Nullable ProgressBar bar;
    private boolean partsKnown;
    private long stepStart;
    private long rows;

    ProgressBars(String mart, PrintWriter err) {
        this.mart = mart;
        this.err = err;
    }

    @Override
    public void step(String step, String what, long parts) {
        close();
        rows = 0;
        partsKnown = parts > 0;
        stepStart = System.nanoTime();
        bar =
                new ProgressBarBuilder()
                        .setTaskName(name(step, what))
                        // without a maximum the bar would show question marks: a step is one part
                        // then
                        .setInitialMax(partsKnown ? parts : 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(REFRESH_MILLIS)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build();
    }

    private String name(String step, String what) {
        return PlainText.of(
                "%s: %s %s".formatted(mart, step, what.equals(mart) ? "" : what).strip());
    }

    @Override
    public void advance(long moved) {
        rows += moved;
        if (bar != null) {
            long millis = Math.max(1, Duration.ofNanos(System.nanoTime() - stepStart).toMillis());
            bar.setExtraMessage(
                    String.format(
                            Locale.ROOT, " %,d rows, %,d rows/s", rows, rows * 1000 / millis));
            if (partsKnown) {
                bar.step();
            }
        }
    }

    @Override
    public void message(String message) {
        messages.add(PlainText.of(mart + ": " + message));
        if (bar == null) {
            close();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            if (!partsKnown) {
                bar.step();
            }
            bar.close();
            bar = null;
        }
        messages.forEach(err::println);
        messages.clear();
        err.flush();
    }
}
