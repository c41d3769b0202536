package io.daybook.cli.command.run;

import io.daybook.cli.command.ChosenMarts;
import io.daybook.cli.command.DaybookCommand;
import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.run.RunRequest.Verification;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The nightly job. */
@Command(
        name = "run",
        description = {
            "Recomputes whatever is changed, missing, held back or of an older definition,"
                    + " and publishes it.",
            "Run it from cron as often as you like: a second run finds nothing to do."
        })
public final class RunCommand extends DaybookCommand {

    @Parameters(paramLabel = "MART", arity = "0..*", description = "Default: all installed marts.")
    @Nullable List<String> marts;

    @Option(
            names = "--verify",
            negatable = true,
            description =
                    "Compare with the source, or not; default: when the last comparison is older"
                            + " than 20 h.")
    @Nullable Boolean verify;

    @Option(
            names = "--allow-shrink",
            description =
                    "Publish also where fewer than half of a view's stored rows would be left.")
    boolean allowShrink;

    @Option(
            names = "--every",
            paramLabel = "INTERVAL",
            description =
                    "Repeat the run until Ctrl-C: 10s, 1m, 1h (from 1s to 24h, from start to start)."
                            + " Prints a line for each cycle that replaced something.")
    @Nullable String every;

    public RunCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        Optional<Duration> interval = interval();
        Catalogue catalogue = catalogue();
        Configuration configuration = configuration(catalogue, terminal);
        ChosenMarts chosen = ChosenMarts.of(catalogue, marts, configuration);
        return connected(
                configuration,
                terminal,
                chosen.configured(),
                Set.of(Need.SOURCE, Need.WRITER),
                databases -> {
                    List<Mart> installed = chosen.installed(databases, terminal);
                    RunRequest.Nightly request =
                            new RunRequest.Nightly(verification(), allowShrink);
                    return interval.isPresent()
                            ? new RepeatedRuns(surroundings, databases, terminal)
                                    .run(installed, request, interval.get())
                            : new MartRuns(surroundings, databases, terminal)
                                    .run(installed, mart -> request);
                });
    }

    private Optional<Duration> interval() {
        if (every == null) {
            return Optional.empty();
        }
        if (verification() == Verification.ALWAYS) {
            throw usage(
                    "--verify and --every exclude each other (expected one of them: a repeated run"
                            + " compares when the last comparison is older than 20 h)");
        }
        return Interval.of(every)
                .or(
                        () -> {
                            throw usage(
                                    "Invalid --every: %s (expected an interval from 1s to 24h, like 10s, 1m or 1h)"
                                            .formatted(every));
                        });
    }

    private Verification verification() {
        if (verify == null) {
            return Verification.WHEN_DUE;
        }
        return verify ? Verification.ALWAYS : Verification.NEVER;
    }
}
