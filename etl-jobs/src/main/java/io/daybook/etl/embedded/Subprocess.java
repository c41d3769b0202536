package io.daybook.etl.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that has ended: its exit code and everything it printed. */
record Subprocess(int exitCode, String output) {

    boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * Runs a program to its end, with both its streams in a file: a full pipe cannot block it, and
     * a daemon that it leaves behind holds no pipe of ours open.
     *
     * @return exit code 127 and the reason as output when the program cannot be started
     */
    static Subprocess run(List<String> command, Path directory, Duration timeout) {
        try {
            Path output = Files.createTempFile("daybook-", ".out");
            try {
                return run(command, directory, timeout, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Subprocess run(
            List<String> command, Path directory, Duration timeout, Path output)
            throws IOException {
        Process process;
        try {
            process = builder(command, directory, output).start();
        } catch (IOException e) {
            return new Subprocess(127, String.valueOf(e.getMessage()));
        }
        try {
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Subprocess(process.exitValue(), read(output));
            }
            throw new EmbeddedServerUnavailable(
                    "Not ended after %d s: %s%n%s"
                            .formatted(
                                    timeout.toSeconds(), String.join(" ", command), read(output)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerUnavailable("Interrupted: " + String.join(" ", command), e);
        } finally {
            process.destroy();
        }
    }

    private static ProcessBuilder builder(List<String> command, Path directory, Path output) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectOutput(output.toFile());
        // PGDATA, PGPORT, PGOPTIONS and their like are meant for another server
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        // we look for words in what the programs print
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private static String read(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
    }
}
