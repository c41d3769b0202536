package io.daybook.cli.command.imports;

import io.daybook.cli.command.DaybookCommand;
import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.ImportResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.Surroundings;
import io.daybook.cli.progress.ProgressReport;
import io.daybook.etl.imports.CsvImport;
import io.daybook.etl.imports.ImportReport;
import io.daybook.etl.imports.ImportRequest;
import io.daybook.etl.imports.PreparedImport;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rows in. */
@Command(
        name = "import",
        description = {
            "Loads a CSV file into a table of a mart's source: all of its rows, or none when a"
                    + " row is wrong.",
            "The same command goes on with an import that was interrupted."
        })
public final class ImportCommand extends DaybookCommand {

    @Parameters(index = "0", paramLabel = "MART", description = "The mart whose source it is.")
    String mart = "";

    @Parameters(
            index = "1",
            paramLabel = "TABLE",
            description = "A table of the mart's contract (sql/MART/contract.sql).")
    String table = "";

    @Parameters(
            index = "2",
            paramLabel = "FILE",
            description = "UTF-8 with commas and a header that names the table's columns.")
    String file = "";

    @Option(
            names = "--create",
            description = "Make the mart's tables first, if the source is empty.")
    boolean create;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description =
                    "Where columns come from: other names, constants, other values, zones (YAML).")
    @Nullable String map;

    @Option(
            names = "--max-errors",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Leave up to N wrong rows out and load the rest (default: ${DEFAULT-VALUE}).")
    long maxErrors;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description =
                    "Where wrong rows go, readable by its owner only (default: NAME.rejects.csv"
                            + " beside the file).")
    @Nullable String rejects;

    @Option(
            names = "--import-root",
            paramLabel = "DIR",
            description = "The directory that all files must be in (default: this one).")
    @Nullable Path root;

    public ImportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        if (maxErrors < 0) {
            throw usage("Invalid --max-errors: %d (expected 0 or more)".formatted(maxErrors));
        }
        Catalogue catalogue = catalogue();
        Mart chosen = catalogue.mart(mart);
        PreparedImport prepared = PreparedImport.of(chosen, table, request());
        Configuration configuration = configuration(catalogue, terminal);
        return connected(
                configuration,
                terminal,
                List.of(chosen),
                EnumSet.of(Need.SOURCE, Need.IMPORT, Need.WRITER),
                databases -> {
                    ImportReport report = imported(chosen, prepared, databases, terminal);
                    terminal.result(ImportResult.of(report));
                    return report.exitCode();
                });
    }

    private ImportRequest request() {
        Path directory = surroundings.directory();
        return new ImportRequest(
                directory,
                root == null ? directory.toAbsolutePath() : root,
                file,
                Optional.ofNullable(map),
                Optional.ofNullable(rejects),
                create,
                maxErrors);
    }

    private ImportReport imported(
            Mart chosen, PreparedImport prepared, OpenDatabases databases, Terminal terminal) {
        try (ProgressReport progress =
                ProgressReport.of(
                        chosen.name(),
                        terminal.err(),
                        terminal.quiet(),
                        surroundings.progressOnTerminal())) {
            CsvImport csv =
                    new CsvImport(
                            prepared,
                            databases.source(chosen.name()),
                            databases.importer(chosen.name()),
                            databases.store(),
                            progress);
            return surroundings.interruption().onSignal(csv::stop, csv::run);
        }
    }
}
