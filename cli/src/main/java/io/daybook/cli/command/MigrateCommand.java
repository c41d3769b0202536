package io.daybook.cli.command;

import io.daybook.cli.configuration.Need;
import io.daybook.cli.output.MigrationResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.migrate.MigrationReport;
import io.daybook.schema.catalogue.Catalogue;
import java.util.Set;
import picocli.CommandLine.Command;

/** Brings the store to the newest schema. */
@Command(
        name = "migrate",
        description = {
            "Brings the store to the newest schema, as its owner, and makes missing roles if it may.",
            "What it may not do is printed as statements, to be run by an administrator."
        })
public final class MigrateCommand extends DaybookCommand {

    public MigrateCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        Catalogue catalogue = catalogue();
        return connected(
                configuration(catalogue, terminal),
                terminal,
                catalogue.marts(),
                Set.of(Need.OWNER),
                databases -> {
                    MigrationReport report = databases.migrate(catalogue);
                    terminal.result(MigrationResult.of(report));
                    return report.blocked() ? ExitCodes.FAILED : ExitCodes.OK;
                });
    }
}
