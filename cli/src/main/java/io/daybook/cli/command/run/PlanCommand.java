package io.daybook.cli.command.run;

import io.daybook.cli.command.ChosenMarts;
import io.daybook.cli.command.DaybookCommand;
import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.PlanResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.PlanReport;
import io.daybook.etl.run.Progress;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a run would do. */
@Command(
        name = "plan",
        description = "Says what run would do now, and why; takes no lock and writes nothing.")
public final class PlanCommand extends DaybookCommand {

    @Parameters(paramLabel = "MART", arity = "0..*", description = "Default: all installed marts.")
    @Nullable List<String> marts;

    @Option(names = "--detailed-exitcode", description = "Exit code 5 when there is work.")
    boolean detailedExitCode;

    public PlanCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        Catalogue catalogue = catalogue();
        Configuration configuration = configuration(catalogue, terminal);
        ChosenMarts chosen = ChosenMarts.of(catalogue, marts, configuration);
        return connected(
                configuration,
                terminal,
                chosen.configured(),
                Set.of(Need.SOURCE, Need.WRITER),
                databases -> {
                    boolean work = false;
                    for (Mart mart : chosen.installed(databases, terminal)) {
                        PlanReport report = plan(mart, databases);
                        terminal.result(PlanResult.of(report));
                        work |= !report.work().isEmpty();
                    }
                    return work && detailedExitCode ? ExitCodes.PLAN_HAS_WORK : ExitCodes.OK;
                });
    }

    private static PlanReport plan(Mart mart, OpenDatabases databases) {
        return new MartRunner(
                        mart, databases.source(mart.name()), databases.store(), Progress.SILENT)
                .plan();
    }
}
