package io.daybook.cli.progress;

/** Nothing is shown. */
final class Silence implements ProgressReport {

    @Override
    public void step(String step, String what, long parts) {}

    @Override
    public void advance(long rows) {}

    @Override
    public void message(String message) {}

    @Override
    public void close() {}
}
