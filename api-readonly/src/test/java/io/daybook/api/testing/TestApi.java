package io.daybook.api.testing;

import io.daybook.api.ApiServer;
import io.daybook.api.ServeSettings;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A running API for one tenant, spoken to byte by byte. */
public final class TestApi implements AutoCloseable {

    /** So old are the as-ofs of the fixtures that the usual limit would call them stale. */
    public static final Duration NO_LIMIT = Duration.ofDays(100_000);

    private final ApiServer server;

    private TestApi(ApiServer server) {
        this.server = server;
    }

    public static TestApi start(TestDatabase store, String tenant) {
        return start(store, tenant, NO_LIMIT);
    }

    public static TestApi start(TestDatabase store, String tenant, Duration freshnessLimit) {
        return new TestApi(
                ApiServer.start(
                        settings(store, TestPostgres.READER, "127.0.0.1", tenant, freshnessLimit)));
    }

    /** With views of the user's own. */
    public static TestApi start(TestDatabase store, String tenant, Catalogue catalogue) {
        return new TestApi(
                ApiServer.start(
                        settings(store, TestPostgres.READER, "127.0.0.1", tenant, NO_LIMIT),
                        catalogue));
    }

    /** With whatever else these settings say. */
    public static TestApi start(ServeSettings settings) {
        return new TestApi(ApiServer.start(settings));
    }

    public static ServeSettings settings(TestDatabase store, String tenant) {
        return settings(store, TestPostgres.READER, "127.0.0.1", tenant, NO_LIMIT);
    }

    public static ServeSettings settings(
            TestDatabase store, String role, String host, String tenant, Duration limit) {
        return new ServeSettings(
                store.url(), role, role, host, 0, tenant, limit, ServeSettings.DEFAULT_MIN_GROUP);
    }

    public int port() {
        return server.port();
    }

    /**
     * Waits until lists are of that generation: the API hears of a publication a moment later.
     *
     * @param headers such as a token
     */
    public void awaitGeneration(long generation, String... headers) {
        awaitGenerationOf("/api/v1/events?limit=1", generation, headers);
    }

    /** The same of the mart that has this path. */
    public void awaitGenerationOf(String path, long generation, String... headers) {
        for (int attempt = 0; attempt < 600; attempt++) {
            Reply reply = get(path, headers);
            if (reply.header("Daybook-Generation").equals(Long.toString(generation))) {
                return;
            }
            pause();
        }
        throw new IllegalStateException("generation " + generation + " is not served");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** GET with further header lines. */
    public Reply get(String target, String... headers) {
        return send("GET", target, headers);
    }

    /** A stream that goes on until it is closed. */
    public TestStream stream(String target, String... headers) {
        return TestStream.open(port(), target, headers);
    }

    public Reply send(String method, String target, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        boolean ownHost = false;
        for (String header : headers) {
            ownHost |= header.startsWith("Host:");
            request.append(header).append("\r\n");
        }
        if (!ownHost) {
            request.append("Host: localhost:" + port() + "\r\n");
        }
        Reply reply = raw(request + "Connection: close\r\n\r\n");
        String path = target.replaceFirst("[?].*", "");
        if (method.equals("GET") && isDescribed(path, reply.status())) {
            Contract.check(Contract.of(this::description), path, reply);
        }
        return reply;
    }

    /** What the server refuses before it looks at the path, or in our own fault, is no contract. */
    private static boolean isDescribed(String path, int status) {
        // with a slash at its end a path is another one, which the description does not have
        boolean ofApi = path.matches("/api/.*[^/]|/health|/|/venues|/sports|/metrics/[a-z_]+");
        // a browser at the root is sent elsewhere
        return ofApi && status != 302 && status != 431 && status != 500;
    }

    private String description() {
        return raw("GET /v3/api-docs HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n"
                        .formatted(port()))
                .body();
    }

    /** GET on the management port. */
    public Reply manage(String target) {
        return raw(
                server.managementPort().orElseThrow(),
                "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    /** Sends exactly these characters and reads until the server closes. */
    public Reply raw(String request) {
        return raw(port(), request);
    }

    private static Reply raw(int port, String request) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readAllBytes();
            return Reply.parse(new String(answer, StandardCharsets.UTF_8));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
