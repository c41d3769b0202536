package io.daybook.cli.command.run;

import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.metrics.RunMetrics;
import io.daybook.etl.run.RunEnd;
import java.util.Optional;

/** Writes the metrics of runs where they are wanted, and warns once of what keeps it from that. */
final class WrittenMetrics {

    private final Optional<RunMetrics> metrics;
    private final Terminal terminal;
    private String told = "";

    WrittenMetrics(Surroundings surroundings, OpenDatabases databases, Terminal terminal) {
        this.metrics = databases.metrics(surroundings.clock());
        this.terminal = terminal;
    }

    void write(RunEnd end) {
        metrics.ifPresent(files -> warn(files.write(end).orElse("")));
    }

    private void warn(String problem) {
        if (!problem.isEmpty() && !problem.equals(told)) {
            terminal.warning(problem);
        }
        told = problem;
    }
}
