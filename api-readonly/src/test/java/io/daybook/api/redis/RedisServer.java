package io.daybook.api.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The system's own redis-server, without files, on any free port; tests skip where it is absent.
 */
final class RedisServer implements AutoCloseable {

    private static final String PASSWORD = "canary-7c3e";

    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RedisServer start() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(
                                directory ->
                                        Files.isExecutable(Path.of(directory, "redis-server"))),
                "there is no redis-server on this machine");
        int port = freePort();
        try {
            Process process =
                    new ProcessBuilder(
                                    "redis-server",
                                    "--port",
                                    Integer.toString(port),
                                    "--bind",
                                    "127.0.0.1",
                                    "--save",
                                    "",
                                    "--requirepass",
                                    PASSWORD)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            RedisServer server = new RedisServer(process, port);
            server.awaitAnswer();
            return server;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    RedisSettings settings(String deployment) {
        return settings(port, deployment);
    }

    static RedisSettings settings(int port, String deployment) {
        return new RedisSettings(
                URI.create("redis://127.0.0.1:" + port),
                Optional.empty(),
                Optional.of(PASSWORD),
                deployment);
    }

    /** What it answers to an inline command, as it is sent. */
    String ask(String command) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(
                            ("AUTH " + PASSWORD + "\r\n" + command + "\r\nQUIT\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private void awaitAnswer() {
        for (int attempt = 0; attempt < 600 && process.isAlive(); attempt++) {
            try {
                ask("PING");
                return;
            } catch (UncheckedIOException notYet) {
                pause();
            }
        }
        throw new IllegalStateException("redis-server does not answer");
    }

    static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
