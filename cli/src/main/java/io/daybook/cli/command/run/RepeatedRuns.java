package io.daybook.cli.command.run;

import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.CycleResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.run.Cycles;
import io.daybook.etl.run.MicroBatches;
import io.daybook.etl.run.RunEnd;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.schema.catalogue.Mart;
import java.time.Duration;
import java.util.List;

/** Repeats the run of marts until a signal comes: a line for each cycle that changed something. */
final class RepeatedRuns implements Cycles {

    private final Surroundings surroundings;
    private final OpenDatabases databases;
    private final Terminal terminal;
    private final WrittenMetrics metrics;

    RepeatedRuns(Surroundings surroundings, OpenDatabases databases, Terminal terminal) {
        this.surroundings = surroundings;
        this.databases = databases;
        this.terminal = terminal;
        this.metrics = new WrittenMetrics(surroundings, databases, terminal);
    }

    /** Returns when a signal came; the virtual machine's own exit code tells which. */
    int run(List<Mart> marts, RunRequest.Nightly request, Duration interval) {
        List<MicroBatches.Subject> subjects =
                marts.stream()
                        .map(mart -> new MicroBatches.Subject(mart, databases.source(mart.name())))
                        .toList();
        terminal.message(
                "Running %s every %d s until Ctrl-C."
                        .formatted(
                                String.join(", ", marts.stream().map(Mart::name).toList()),
                                interval.toSeconds()));
        try (MicroBatches batches =
                new MicroBatches(subjects, databases.store(), request, interval, this)) {
            surroundings
                    .interruption()
                    .onSignal(
                            batches::stop,
                            () -> {
                                batches.run();
                                return ExitCodes.OK;
                            });
        }
        terminal.message("Stopped; nothing was published half.");
        return ExitCodes.INTERRUPTED;
    }

    @Override
    public void ended(RunEnd end) {
        metrics.write(end);
    }

    @Override
    public void replaced(RunReport report, Duration taken) {
        terminal.line(CycleResult.replaced(report, taken));
    }

    @Override
    public void quiet(RunReport report, long count) {
        terminal.message(CycleResult.quiet(report, count));
    }

    @Override
    public void failed(String mart, RunFailure failure) {
        terminal.warning(CycleResult.failed(mart, failure));
    }

    @Override
    public void recovered(String mart, long count) {
        terminal.message(
                "%s: runs again after %d failed %s"
                        .formatted(mart, count, count == 1 ? "cycle" : "cycles"));
    }

    @Override
    public void message(String mart, String message) {
        terminal.message(CycleResult.message(mart, message));
    }
}
