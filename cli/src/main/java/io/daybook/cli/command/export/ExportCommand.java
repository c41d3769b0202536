package io.daybook.cli.command.export;

import io.daybook.api.InvalidReport;
import io.daybook.api.ReportExport;
import io.daybook.api.ReportExport.Written;
import io.daybook.cli.command.DaybookCommand;
import io.daybook.cli.command.run.DayRange;
import io.daybook.cli.command.run.DayRange.Days;
import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.OutputFormat;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.database.Credentials;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.UnknownName;
import io.daybook.schema.catalogue.View;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Metrics out. */
@Command(
        name = "export",
        description = {
            "Writes the stored rows of one view for one tenant, as the API's reports do: one"
                    + " generation, small groups merged.",
            "Without a range: all days."
        })
public final class ExportCommand extends DaybookCommand {

    private static final List<String> FORMATS = List.of("csv", "json");

    @Parameters(paramLabel = "VIEW", description = "The view whose rows are written.")
    String view = "";

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    @Nullable DayRange range;

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            defaultValue = "demo",
            description = "Whose rows (default: ${DEFAULT-VALUE}).")
    String tenant = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv (default) or json.")
    @Nullable String format;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "Write a new file in UTF-8, readable by its owner only, instead of standard"
                            + " output.")
    @Nullable Path file;

    public ExportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        Catalogue catalogue = catalogue();
        View chosen = catalogue.view(view);
        if (tenant.isBlank()) {
            throw usage("Invalid --tenant: the empty name (expected the name of a tenant)");
        }
        Configuration configuration = configuration(catalogue, terminal);
        Optional<Days> days =
                Optional.ofNullable(range)
                        .map(
                                given ->
                                        given.check(
                                                Optional.empty(),
                                                catalogue.mart(chosen.mart()),
                                                surroundings.clock()));
        ReportExport export = checked(catalogue, chosen, days, configuration.minGroup());
        return connected(
                configuration,
                terminal,
                List.of(),
                Set.of(Need.READER),
                databases -> {
                    tell(terminal, chosen, written(terminal, databases, export));
                    return ExitCodes.OK;
                });
    }

    private ReportExport checked(
            Catalogue catalogue, View chosen, Optional<Days> days, int minGroup) {
        try {
            return ReportExport.of(
                    catalogue,
                    chosen.stem(),
                    days.map(Days::from),
                    days.map(Days::to),
                    checkedFormat(),
                    minGroup);
        } catch (InvalidReport invalid) {
            throw usage(invalid.getMessage());
        }
    }

    /** {@code --output json} says the same as {@code --format json}. */
    private String checkedFormat() {
        String output = output() == OutputFormat.TABLE ? null : output().toString();
        if (format != null && !FORMATS.contains(format)) {
            throw usage(new UnknownName("format", format, FORMATS).getMessage());
        }
        if (format != null && output != null && !format.equals(output)) {
            throw usage(
                    "--format %s and --output %s exclude each other (expected one of them)"
                            .formatted(format, output));
        }
        return format != null ? format : output != null ? output : "csv";
    }

    private Written written(Terminal terminal, OpenDatabases databases, ReportExport export) {
        Path target = file;
        try {
            return target == null
                    ? write(databases, export, terminal.out())
                    : PrivateFile.write(
                            surroundings.directory().resolve(target),
                            writer -> write(databases, export, writer));
        } catch (PrivateFile.Refused | InvalidReport refused) {
            throw usage(refused.getMessage());
        }
    }

    private Written write(OpenDatabases databases, ReportExport export, Writer out) {
        Credentials reader = databases.reader();
        return export.write(databases.storeUrl(), reader.user(), reader.password(), tenant, out);
    }

    private void tell(Terminal terminal, View chosen, Written written) {
        terminal.message(
                "%d %s of %s, tenant %s, %s"
                        .formatted(
                                written.rows(),
                                written.rows() == 1 ? "row" : "rows",
                                chosen.stem(),
                                tenant,
                                written.asOf() == null
                                        ? "never published; next: daybook run " + chosen.mart()
                                        : "generation %d as of %s"
                                                .formatted(written.generation(), written.asOf())));
    }
}
