package io.daybook.cli.command;

import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.output.GapsResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.status.StatusReader;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the store lacks. */
@Command(
        name = "gaps",
        description = {
            "Lists the days that are missing or of an older definition, the slices held back and the"
                    + " rows left out, each with what closes it.",
            "Exit code 0 whether there are gaps or not."
        })
public final class GapsCommand extends DaybookCommand {

    @Parameters(paramLabel = "MART", arity = "0..*", description = "Default: all marts ever run.")
    @Nullable List<String> marts;

    public GapsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        Catalogue catalogue = catalogue();
        List<Mart> chosen = marts(catalogue, marts);
        Configuration configuration = configuration(catalogue, terminal);
        return connected(
                configuration,
                terminal,
                chosen,
                Set.of(Need.WRITER),
                databases -> {
                    StatusReader reader = new StatusReader(databases.store());
                    for (Mart mart : recorded(chosen, marts, databases)) {
                        terminal.result(
                                GapsResult.of(reader.gaps(mart, configuration.floor(mart.name()))));
                    }
                    return ExitCodes.OK;
                });
    }
}
