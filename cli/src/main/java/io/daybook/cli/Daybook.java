package io.daybook.cli;

import io.daybook.cli.command.CatalogCommand;
import io.daybook.cli.command.GapsCommand;
import io.daybook.cli.command.HelpCommand;
import io.daybook.cli.command.MigrateCommand;
import io.daybook.cli.command.StatusCommand;
import io.daybook.cli.command.run.BackfillCommand;
import io.daybook.cli.command.run.PlanCommand;
import io.daybook.cli.command.run.RunCommand;
import io.daybook.cli.command.run.VerifyCommand;
import io.daybook.cli.command.serve.DemoCommand;
import io.daybook.cli.command.serve.ServeCommand;
import io.daybook.cli.process.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
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

    /** The driver logs, in a format of its own, what its exceptions say too. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    @Spec CommandSpec spec = CommandSpec.create();

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        DRIVER.setLevel(Level.OFF);
        Surroundings surroundings = Surroundings.ofThisProcess();
        int exitCode = commandLine(surroundings).execute(arguments);
        surroundings.interruption().finished();
        System.exit(exitCode);
    }

    /** The command line with all its commands. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine commandLine =
                new CommandLine(new Daybook())
                        .addSubcommand(new DemoCommand(surroundings))
                        .addSubcommand(new RunCommand(surroundings))
                        .addSubcommand(new BackfillCommand(surroundings))
                        .addSubcommand(new PlanCommand(surroundings))
                        .addSubcommand(new StatusCommand(surroundings))
                        .addSubcommand(new GapsCommand(surroundings))
                        .addSubcommand(new VerifyCommand(surroundings))
                        .addSubcommand(new MigrateCommand(surroundings))
                        .addSubcommand(new ServeCommand(surroundings))
                        .addSubcommand(new CatalogCommand(surroundings))
                        .addSubcommand(new HelpCommand());
        Errors errors = new Errors(surroundings);
        addHelp(commandLine);
        return commandLine
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
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
