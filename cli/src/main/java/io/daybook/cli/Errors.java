package io.daybook.cli;

import io.daybook.cli.command.DaybookCommand;
import io.daybook.cli.command.run.DayRange;
import io.daybook.cli.command.run.InvalidRange;
import io.daybook.cli.configuration.InvalidConfiguration;
import io.daybook.cli.output.PlainText;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.catalogue.InvalidCatalogue;
import io.daybook.schema.catalogue.UnknownName;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong, in sentences on standard error, and the exit code for it. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Surroundings surroundings;

    Errors(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        print(command, sentence(exception, arguments));
        command.getErr()
                .println(
                        "Nothing was done; see %s --help."
                                .formatted(command.getCommandSpec().qualifiedName()));
        command.getErr().flush();
        return ExitCodes.USAGE;
    }

    @Override
    public int handleExecutionException(
            Exception exception, CommandLine command, ParseResult parsed) {
        if (surroundings.interruption().signalled()) {
            print(command, stopped(exception));
            return ExitCodes.INTERRUPTED;
        }
        print(command, message(exception));
        if (command.getCommandSpec().userObject() instanceof DaybookCommand running
                && running.verbose()) {
            exception.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return exitCode(exception);
    }

    /** What was stopped knows best what is unchanged; other failures are consequences. */
    private static String stopped(Exception exception) {
        return exception instanceof RunFailure failure
                        && failure.exitCode() == ExitCodes.INTERRUPTED
                ? failure.getMessage()
                : "Stopped; nothing was published half. The next run goes on.";
    }

    private static int exitCode(Exception exception) {
        if (exception instanceof RunFailure failure) {
            return failure.exitCode();
        }
        return exception instanceof InvalidConfiguration
                        || exception instanceof InvalidCatalogue
                        || exception instanceof InvalidRange
                        || exception instanceof UnknownName
                ? ExitCodes.USAGE
                : ExitCodes.FAILED;
    }

    /** Our own exceptions are written for the operator; of others we tell what they are. */
    private static String message(Exception exception) {
        String message = String.valueOf(exception.getMessage());
        if (exception instanceof UnknownName) {
            return message + "\nNothing was changed; daybook catalog lists marts and views.";
        }
        if (exception.getClass().getName().startsWith("io.daybook.")) {
            return message;
        }
        return ("Unexpected %s: %s%nWhat was published before is unchanged. Run it again with -v to"
                        + " see where it happened.")
                .formatted(exception.getClass().getSimpleName(), message);
    }

    private String sentence(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        if (exception instanceof MissingParameterException missing) {
            return missing(missing.getMissing(), List.of(arguments));
        }
        if (exception.getCause() instanceof UnknownName unknown) {
            return unknown.getMessage();
        }
        if (!(exception instanceof UnmatchedArgumentException unmatched)) {
            // the name of a Java exception helps nobody who mistyped a number
            return exception.getMessage().replaceFirst(" \\(java\\..*\\)$", "");
        }
        String argument = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            // what follows the equals sign may be a secret
            return new UnknownName("option", argument.replaceFirst("=.*", ""), options(command))
                    .getMessage();
        }
        List<String> commands = Daybook.commandNames(command);
        return commands.isEmpty()
                ? "Too many arguments: %s (expected none)".formatted(argument)
                : new UnknownName("command", argument, commands).getMessage();
    }

    /** Of a group that is half given, all arguments count as missing; we name those that are. */
    private String missing(List<ArgSpec> missing, List<String> given) {
        String names =
                missing.stream()
                        .map(Errors::name)
                        .filter(name -> given.stream().noneMatch(text -> isOption(text, name)))
                        .distinct()
                        .collect(Collectors.joining(", "));
        if (names.isEmpty()) {
            return "Missing the value of "
                    + missing.stream().map(Errors::name).collect(Collectors.joining(", "));
        }
        return names.contains("--from") || names.contains("--to")
                ? "Missing %s (%s)".formatted(names, DayRange.accepted(surroundings.clock()))
                : "Missing " + names;
    }

    private static boolean isOption(String argument, String name) {
        return argument.equals(name) || argument.startsWith(name + "=");
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .sorted()
                .collect(Collectors.toList());
    }

    /** Keeps line breaks of our own and makes everything else in the message harmless. */
    private static void print(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        String safe = message.lines().map(PlainText::of).collect(Collectors.joining("\n"));
        err.println(
                command.getColorScheme().errorText(command.getCommandSpec().qualifiedName() + ":")
                        + " "
                        + safe);
        err.flush();
    }
}
