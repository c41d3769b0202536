package io.daybook.etl.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** Another Daybook process: uses the server of a home until told to leave, or killed. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private OtherProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Opens the server given as argument, prints its address, and leaves at the end of input. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.open(Path.of(arguments[0]))) {
            System.out.println(server.jdbcUrl("postgres"));
            while (System.in.read() >= 0) {
                // until the parent closes it
            }
        }
    }

    static OtherProcess using(Path home) throws IOException {
        // surefire hides the class path behind a jar of its own
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new OtherProcess(
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classPath,
                                OtherProcess.class.getName(),
                                home.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** Waits until it uses the server; the address it was given. */
    String jdbcUrl() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The other process ended before it had a server");
        }
        return line;
    }

    void leave() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
