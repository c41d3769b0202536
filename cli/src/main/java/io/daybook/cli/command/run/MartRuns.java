package io.daybook.cli.command.run;

import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.Result;
import io.daybook.cli.output.RunResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.cli.progress.ProgressReport;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.RunEnd;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.schema.catalogue.Mart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs marts one after another; one that fails does not keep the next from its run. */
public final class MartRuns {

    private final Surroundings surroundings;
    private final OpenDatabases databases;
    private final Terminal terminal;
    private final WrittenMetrics metrics;

    public MartRuns(Surroundings surroundings, OpenDatabases databases, Terminal terminal) {
        this.surroundings = surroundings;
        this.databases = databases;
        this.terminal = terminal;
        this.metrics = new WrittenMetrics(surroundings, databases, terminal);
    }

    /** Does what is asked of each mart and prints the results; returns the exit code of all. */
    public int run(List<Mart> marts, Function<Mart, RunRequest> request) {
        return run(marts, request, null);
    }

    /** The same, with the results printed otherwise than their request calls for. */
    public int run(
            List<Mart> marts,
            Function<Mart, RunRequest> request,
            @Nullable Function<RunReport, Result> rendering) {
        List<Integer> codes = new ArrayList<>();
        for (Mart mart : marts) {
            if (!surroundings.interruption().signalled()) {
                codes.add(run(mart, request.apply(mart), rendering, marts.size() > 1));
            }
        }
        return ExitCodes.of(codes);
    }

    private int run(
            Mart mart,
            RunRequest request,
            @Nullable Function<RunReport, Result> rendering,
            boolean oneOfSeveral) {
        try {
            RunReport report = report(mart, request);
            Result result = rendering == null ? result(request, report) : rendering.apply(report);
            terminal.result(oneOfSeveral ? result.titled() : result);
            return report.exitCode();
        } catch (RunFailure failure) {
            if (!oneOfSeveral) {
                throw failure;
            }
            terminal.failure(mart.name(), failure.exitCode(), failure.getMessage());
            return failure.exitCode();
        }
    }

    private RunReport measured(Mart mart, Supplier<RunReport> run) {
        long began = System.nanoTime();
        try {
            RunReport report = run.get();
            metrics.write(RunEnd.of(report, Duration.ofNanos(System.nanoTime() - began)));
            return report;
        } catch (RunFailure failure) {
            metrics.write(
                    RunEnd.of(mart.name(), failure, Duration.ofNanos(System.nanoTime() - began)));
            throw failure;
        }
    }

    private static Result result(RunRequest request, RunReport report) {
        return request instanceof RunRequest.Verify
                ? RunResult.compared(report)
                : RunResult.published(report);
    }

    private RunReport report(Mart mart, RunRequest request) {
        try (ProgressReport progress =
                ProgressReport.of(
                        mart.name(),
                        terminal.err(),
                        terminal.quiet(),
                        surroundings.progressOnTerminal())) {
            MartRunner runner =
                    new MartRunner(
                            mart, databases.source(mart.name()), databases.store(), progress);
            return surroundings
                    .interruption()
                    .onSignal(runner::stop, () -> measured(mart, () -> runner.run(request)));
        }
    }
}
