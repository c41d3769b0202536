package io.daybook.cli.command.run;

import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.Result;
import io.daybook.cli.output.RunResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.cli.progress.ProgressReport;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.schema.catalogue.Mart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs marts one after another; one that fails does not keep the next from its run. */
public final class MartRuns {

    private final Surroundings surroundings;
    private final OpenDatabases databases;
    private final Terminal terminal;

    public MartRuns(Surroundings surroundings, OpenDatabases databases, Terminal terminal) {
        this.surroundings = surroundings;
        this.databases = databases;
        this.terminal = terminal;
    }

    /** Does what is asked of each mart and prints the results; returns the exit code of all. */
    public int run(List<Mart> marts, Function<Mart, RunRequest> request) {
        List<Integer> codes = new ArrayList<>();
        for (Mart mart : marts) {
            if (!surroundings.interruption().signalled()) {
                codes.add(run(mart, request.apply(mart), marts.size() > 1));
            }
        }
        return ExitCodes.of(codes);
    }

    private int run(Mart mart, RunRequest request, boolean oneOfSeveral) {
        try {
            RunReport report = report(mart, request);
            Result result =
                    request instanceof RunRequest.Verify
                            ? RunResult.compared(report)
                            : RunResult.published(report);
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
            return surroundings.interruption().onSignal(runner::stop, () -> runner.run(request));
        }
    }
}
