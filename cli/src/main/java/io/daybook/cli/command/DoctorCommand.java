package io.daybook.cli.command;

import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.output.DoctorResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.doctor.Doctor;
import io.daybook.etl.doctor.DoctorReport;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What would make a run fail, wrong or slow. */
@Command(
        name = "doctor",
        description = {
            "Examines store and sources and prints what to do, as SQL to paste; changes nothing.",
            "Exit code 0 also with warnings, 4 when a run would fail or be wrong or a tenant could"
                    + " see another's rows, 1 when a database cannot be reached."
        })
public final class DoctorCommand extends DaybookCommand {

    @Parameters(paramLabel = "MART", arity = "0..*", description = "Default: all installed marts.")
    @Nullable List<String> marts;

    public DoctorCommand(Surroundings surroundings) {
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
                    List<Mart> installed = chosen.installed(databases, terminal);
                    Doctor doctor = new Doctor(databases.store(), surroundings.clock());
                    List<Integer> exitCodes = new ArrayList<>();
                    exitCodes.add(tell(terminal, doctor.store(catalogue.marts())));
                    for (Mart mart : installed) {
                        exitCodes.add(
                                tell(terminal, doctor.mart(mart, databases.source(mart.name()))));
                    }
                    return ExitCodes.of(exitCodes);
                });
    }

    private static int tell(Terminal terminal, DoctorReport report) {
        terminal.result(DoctorResult.of(report));
        return report.exitCode();
    }
}
