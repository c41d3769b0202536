package io.daybook.cli.command;

import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.OutputFormat;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.status.InstalledMarts;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share: their options, and the way to configuration and databases. */
public abstract class DaybookCommand implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin GlobalOptions options = new GlobalOptions();

    protected final Surroundings surroundings;

    protected DaybookCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public boolean verbose() {
        return options.verbose();
    }

    /** How results are to be printed. */
    protected OutputFormat output() {
        return options.output;
    }

    @Override
    public final Integer call() throws Exception {
        DriverLog.silence();
        try (Terminal terminal =
                new Terminal(
                        writesDocument()
                                ? surroundings.documents().apply(spec.commandLine().getOut())
                                : spec.commandLine().getOut(),
                        spec.commandLine().getErr(),
                        options.output,
                        options.quiet)) {
            return run(terminal);
        }
    }

    /** Whether standard output is for programs. */
    protected boolean writesDocument() {
        return options.output != OutputFormat.TABLE;
    }

    /** Does what is asked; returns the exit code. */
    protected abstract int run(Terminal terminal) throws Exception;

    /** The packaged views and those of the user's own. */
    protected Catalogue catalogue() {
        return Optional.ofNullable(options.sqlDir)
                .map(surroundings.directory()::resolve)
                .or(
                        () ->
                                Configuration.sqlDirectory(
                                        Optional.ofNullable(options.config),
                                        surroundings.directory(),
                                        surroundings.environment()))
                .map(Catalogue::loadWith)
                .orElseGet(Catalogue::load);
    }

    /** The marts of these names; all marts when there are none. */
    protected static List<Mart> marts(Catalogue catalogue, @Nullable List<String> names) {
        return names == null || names.isEmpty()
                ? catalogue.marts()
                : names.stream().distinct().map(catalogue::mart).toList();
    }

    /** The marts among these of which the store records a run, unless they were named. */
    protected static List<Mart> recorded(
            List<Mart> marts, @Nullable List<String> names, OpenDatabases databases) {
        return names != null && !names.isEmpty()
                ? marts
                : new InstalledMarts(databases.store()).recorded(marts);
    }

    protected Configuration configuration(Catalogue catalogue, Terminal terminal) {
        Configuration configuration =
                Configuration.load(
                        Optional.ofNullable(options.config),
                        surroundings.directory(),
                        surroundings.environment(),
                        catalogue.marts().stream().map(Mart::name).toList());
        configuration.warnings().forEach(terminal::warning);
        return configuration;
    }

    /**
     * Does some work with source and store, as far as they are needed for these marts. A signal
     * during it closes them, unless the work knows better what to do.
     */
    protected int connected(
            Configuration configuration,
            Terminal terminal,
            List<Mart> marts,
            Set<Need> needs,
            ToIntFunction<OpenDatabases> work) {
        if (configuration.startsNewServer()) {
            terminal.message(
                    "Making a PostgreSQL of Daybook's own under %s; this takes a moment."
                            .formatted(configuration.home()));
        }
        try (OpenDatabases databases =
                OpenDatabases.open(
                        configuration,
                        needs,
                        marts.stream().map(Mart::name).toList(),
                        surroundings.passwordPrompt())) {
            databases
                    .migration()
                    .filter(migration -> !migration.applied().isEmpty())
                    .ifPresent(
                            migration ->
                                    terminal.message(
                                            "The store under %s is at %s now."
                                                    .formatted(
                                                            configuration.home(),
                                                            migration.version())));
            return surroundings
                    .interruption()
                    .onSignal(databases::close, () -> work.applyAsInt(databases));
        }
    }

    public ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
