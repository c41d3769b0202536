package io.daybook.cli.process;

import java.io.Console;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param environment the variables
 * @param directory where daybook.yaml is looked for
 * @param progressOnTerminal whether standard error is a terminal
 * @param console what questions are asked on; empty when standard input is no terminal
 * @param documents where JSON and CSV go in place of a command's standard output: they are UTF-8
 *     whatever the terminal's character set
 */
public record Surroundings(
        Map<String, String> environment,
        Path directory,
        Supplier<Boolean> progressOnTerminal,
        Supplier<Optional<Console>> console,
        Clock clock,
        Interruption interruption,
        UnaryOperator<PrintWriter> documents) {

    /** Those of this process. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(""),
                () -> isTerminal(2),
                Surroundings::terminalConsole,
                Clock.systemUTC(),
                Interruption.ofThisProcess(),
                any -> utf8(System.out));
    }

    /** Bytes pass a print stream as they are; only its own text is encoded for the terminal. */
    static PrintWriter utf8(PrintStream out) {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** Asks for a password without showing it; empty when nobody can be asked. */
    public Optional<UnaryOperator<String>> passwordPrompt() {
        return console.get()
                .map(
                        terminal ->
                                whose -> {
                                    char[] answer =
                                            terminal.readPassword("Password of %s: ", whose);
                                    return answer == null ? "" : new String(answer);
                                });
    }

    /** Asks a question whose answer is yes or no; no when nobody answers. */
    public Optional<Boolean> confirm(String question) {
        return console.get()
                .map(
                        terminal -> {
                            String answer = terminal.readLine("%s [y/N] ", question);
                            return answer != null && answer.strip().matches("(?i)y|yes");
                        });
    }

    // From Java 22 on System.console() is there even when nobody sits at a terminal.
    private static Optional<Console> terminalConsole() {
        @Nullable Console console = System.console();
        return console == null || !isTerminal(0) ? Optional.empty() : Optional.of(console);
    }

    /** The virtual machine cannot tell for one stream alone; test(1) can. */
    private static boolean isTerminal(int descriptor) {
        try {
            Process test =
                    new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                            .inheritIO()
                            .start();
            return test.waitFor(5, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException exception) {
            return false;
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
