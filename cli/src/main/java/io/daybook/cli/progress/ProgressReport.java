package io.daybook.cli.progress;

import io.daybook.etl.run.Progress;
import java.io.PrintWriter;
import java.util.function.Supplier;

/** Progress that is shown somewhere, until it is closed. */
public interface ProgressReport extends Progress, AutoCloseable {

    @Override
    void close();

    /**
     * Bars on a terminal, else plain lines, and nothing when quiet.
     *
     * @param mart named in each line
     */
    static ProgressReport of(
            String mart, PrintWriter err, boolean quiet, Supplier<Boolean> terminal) {
        if (quiet) {
            return new Silence();
        }
        return terminal.get()
                ? new ProgressBars(mart, err)
                : new ProgressLines(mart, err, System::nanoTime);
    }
}
