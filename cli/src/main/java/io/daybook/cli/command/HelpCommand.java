package io.daybook.cli.command;

import io.daybook.cli.process.ExitCodes;
import io.daybook.schema.catalogue.UnknownName;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook help run} is {@code daybook run --help}. */
@Command(name = "help", description = "Shows the help of a command.")
public final class HelpCommand implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..1",
            description = "Default: all commands in short.")
    @Nullable String command;

    @Override
    public Integer call() {
        CommandLine all = spec.parent().commandLine();
        CommandLine wanted = command == null ? all : all.getSubcommands().get(command);
        if (wanted == null) {
            throw unknown(List.copyOf(all.getSubcommands().keySet()));
        }
        wanted.usage(spec.commandLine().getOut());
        return ExitCodes.OK;
    }

    private ParameterException unknown(List<String> known) {
        return new ParameterException(
                spec.commandLine(),
                new UnknownName("command", String.valueOf(command), known).getMessage());
    }
}
