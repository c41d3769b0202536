package io.daybook.cli.command.run;

import io.daybook.cli.command.DaybookCommand;
import io.daybook.cli.command.run.DayRange.Days;
import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.run.RunRequest;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the tables with the source. */
@Command(
        name = "verify",
        description = {
            "Compares the tables with the source, both directions; exit code 4 when they differ.",
            "Without a range: all history."
        })
public final class VerifyCommand extends DaybookCommand {

    @Parameters(paramLabel = "MART", description = "The mart to compare.")
    String mart = "";

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    @Nullable DayRange range;

    @Option(names = "--view", paramLabel = "VIEW", description = "Only this view; may be repeated.")
    @Nullable List<String> views;

    @Option(names = "--repair", description = "Publish what differs.")
    boolean repair;

    @Option(
            names = "--allow-shrink",
            description =
                    "Publish also where fewer than half of a view's stored rows would be left.")
    boolean allowShrink;

    public VerifyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        if (allowShrink && !repair) {
            throw usage("--allow-shrink needs --repair (a comparison publishes nothing)");
        }
        Catalogue catalogue = catalogue();
        Mart chosen = catalogue.mart(mart);
        List<String> stems = Views.of(chosen, views);
        Configuration configuration = configuration(catalogue, terminal);
        Optional<Days> days =
                Optional.ofNullable(range)
                        .map(
                                given ->
                                        given.check(
                                                configuration.floor(chosen.name()),
                                                chosen,
                                                surroundings.clock()));
        return connected(
                configuration,
                terminal,
                List.of(chosen),
                Set.of(Need.SOURCE, Need.WRITER),
                databases ->
                        new MartRuns(surroundings, databases, terminal)
                                .run(
                                        List.of(chosen),
                                        any ->
                                                new RunRequest.Verify(
                                                        days.map(Days::from),
                                                        days.map(Days::to),
                                                        stems,
                                                        repair,
                                                        allowShrink)));
    }
}
