package io.daybook.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.daybook.cli.Daybook;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as its users start it: a JVM of its own with arguments and environment. */
public final class DaybookProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 180;

    private final Process process;
    private final Path out;
    private final Path err;

    private DaybookProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How a process ended. */
    record End(int exitCode, String out, String err) {}

    /** Starts {@code daybook run events --no-verify}. */
    static DaybookProcess run(EventsMart mart) {
        return start(environment(mart), "run", "events", "--no-verify");
    }

    /** Starts {@code daybook serve} on a port, quietly, without a management port. */
    static DaybookProcess serve(TestDatabase store, int port, String... further) {
        List<String> arguments =
                new ArrayList<>(List.of("serve", "--quiet", "--port", Integer.toString(port)));
        arguments.addAll(List.of(further));
        Map<String, String> environment =
                Map.of(
                        "DAYBOOK_STORE_URL",
                        store.url(),
                        "DAYBOOK_STORE_READER_PASSWORD",
                        TestPostgres.READER,
                        "DAYBOOK_MANAGEMENT_PORT",
                        "0");
        return start(environment, arguments.toArray(String[]::new));
    }

    /** Starts a command with no other variable of ours than these, in a directory of its own. */
    public static DaybookProcess start(Map<String, String> environment, String... arguments) {
        try {
            Path directory = Files.createTempDirectory(Path.of("target"), "process");
            Path out = directory.resolve("out");
            Path err = directory.resolve("err");
            ProcessBuilder builder =
                    new ProcessBuilder(command(arguments))
                            .directory(directory.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("DAYBOOK_"));
            builder.environment().putAll(environment);
            return new DaybookProcess(builder.start(), out, err);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // a shell that runs this test in the background has SIGINT ignored, also in our child
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // the program's own, not that of the tests; Boot, which serves, has
                        // another name for it
                        arguments[0].equals("serve")
                                ? "-Dlogging.config=classpath:logback.xml"
                                : "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        classPath(),
                        Daybook.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Surefire hides the class path behind a jar of its own; ours runs in another directory. */
    private static String classPath() {
        String path =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> entries = new ArrayList<>();
        for (String entry : path.split(java.io.File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(java.io.File.pathSeparator, entries);
    }

    private static Map<String, String> environment(EventsMart mart) {
        return Map.of(
                "DAYBOOK_SOURCE_URL", mart.source.url(),
                "DAYBOOK_SOURCE_USER", mart.source.user(),
                "DAYBOOK_SOURCE_PASSWORD", mart.source.password(),
                "DAYBOOK_SOURCE_OVERLAP", "0s",
                "DAYBOOK_STORE_URL", mart.store.url(),
                "DAYBOOK_STORE_WRITER_USER", TestPostgres.WRITER,
                "DAYBOOK_STORE_WRITER_PASSWORD", TestPostgres.WRITER);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has written to standard error. */
    public String err() {
        return read(err);
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends TERM or INT. */
    void signal(String name) {
        try {
            int code =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .start()
                            .waitFor();
            assertThat(code).as("exit code of kill").isZero();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Waits for the end; fails when it does not come. */
    End end() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                fail("The process did not end within %d s; it said:%n%s", PATIENCE_SECONDS, err());
            }
        } catch (InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
        return new End(process.exitValue(), read(out), err());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
