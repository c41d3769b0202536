package io.daybook.cli;

import io.daybook.cli.command.CatalogCommand;
import io.daybook.cli.command.DoctorCommand;
import io.daybook.cli.command.ExplainCommand;
import io.daybook.cli.command.GapsCommand;
import io.daybook.cli.command.HelpCommand;
import io.daybook.cli.command.MigrateCommand;
import io.daybook.cli.command.StatusCommand;
import io.daybook.cli.command.export.ExportCommand;
import io.daybook.cli.command.imports.ImportCommand;
import io.daybook.cli.command.run.BackfillCommand;
import io.daybook.cli.command.run.PlanCommand;
import io.daybook.cli.command.run.RunCommand;
import io.daybook.cli.command.run.VerifyCommand;
import io.daybook.cli.command.serve.DemoCommand;
import io.daybook.cli.command.serve.ServeCommand;
import io.daybook.cli.process.Surroundings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Parsing touches no framework and no database. */
@Command(
        name = "daybook",
        description = "Keeps metric tables equal to the SQL views that define them.",
        versionProvider = Daybook.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; what was published before is unchanged",
            "2:usage or configuration",
            "3:partly done: named slices held back or rows left out",
            "4:drift, a failed data check, or a source that breaks its contract",
            "5:plan --detailed-exitcode: there is work",
            "75:busy: another process runs this mart",
            "130, 143:stopped by Ctrl-C or SIGTERM; the next run goes on"
        },
        footerHeading = "%n",
        footer = "First try: daybook demo")
public final class Daybook implements Runnable {

    /** In the order of the usage text. */
    private static final Map<String, Function<Surroundings, Object>> COMMANDS = commands();

    @Spec CommandSpec spec = CommandSpec.create();

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofThisProcess();
        int exitCode = commandLine(surroundings, arguments).execute(arguments);
        surroundings.interruption().finished();
        System.exit(exitCode);
    }

    /**
     * The command line for these arguments: when they begin with the name of a command, it has no
     * other, as the reflection over all of them takes longer than all else of the parsing. Only
     * {@code help} tells of others.
     */
    static CommandLine commandLine(Surroundings surroundings, String... arguments) {
        CommandLine commandLine = new CommandLine(new Daybook());
        String first = arguments.length == 0 ? "" : arguments[0];
        boolean all = first.equals("help") || !COMMANDS.containsKey(first);
        COMMANDS.forEach(
                (name, command) -> {
                    if (all || name.equals(first)) {
                        commandLine.addSubcommand(name, command.apply(surroundings));
                    }
                });
        Errors errors = new Errors(surroundings);
        addHelp(commandLine);
        return commandLine
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    private static Map<String, Function<Surroundings, Object>> commands() {
        Map<String, Function<Surroundings, Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("backfill", BackfillCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("gaps", GapsCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("explain", ExplainCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("migrate", MigrateCommand::new);
        commands.put("serve", ServeCommand::new);
        commands.put("catalog", CatalogCommand::new);
        commands.put("help", surroundings -> new HelpCommand());
        return commands;
    }

    private static void addHelp(CommandLine commandLine) {
        commandLine.getCommandSpec().mixinStandardHelpOptions(true);
        for (Map.Entry<String, CommandLine> command : commandLine.getSubcommands().entrySet()) {
            command.getValue()
                    .getCommandSpec()
                    .addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        }
    }

    /** {@code daybook} alone. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command (expected %s)"
                        .formatted(String.join(", ", commandNames(spec.commandLine()))));
    }

    static List<String> commandNames(CommandLine commandLine) {
        return List.copyOf(commandLine.getSubcommands().keySet());
    }

    /** The option of every command. */
    @Command
    static final class HelpOption {
        @CommandLine.Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        boolean help;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "daybook "
                        + Optional.ofNullable(Daybook.class.getPackage().getImplementationVersion())
                                .orElse("from sources")
            };
        }
    }
}
