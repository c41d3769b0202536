package io.daybook.cli;

import io.daybook.cli.process.Interruption;
import io.daybook.cli.process.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** One command that was run in this process, away from any terminal. */
record CommandRun(int exitCode, String out, String err) {

    /** The day on which all tests run, before noon UTC: at UTC+14 it is the 22nd. */
    static final Instant NOW = Instant.parse("2026-11-21T11:00:00Z");

    static CommandRun of(Path directory, Map<String, String> environment, String... arguments) {
        return of(directory, environment, new Interruption(), arguments);
    }

    /** One that can be interrupted. */
    static CommandRun of(
            Path directory,
            Map<String, String> environment,
            Interruption interruption,
            String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Daybook.commandLine(
                                new Surroundings(
                                        environment,
                                        directory,
                                        () -> false,
                                        Optional::empty,
                                        Clock.fixed(NOW, ZoneOffset.UTC),
                                        interruption,
                                        UnaryOperator.identity()),
                                arguments)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        int exitCode = commandLine.execute(arguments);
        interruption.finished();
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Without any configuration. */
    static CommandRun of(String... arguments) {
        return of(Path.of("target"), Map.of(), arguments);
    }
}
