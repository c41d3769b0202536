package io.daybook.api.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A stream that is being read, line by line; closing it is the client's leaving. */
public final class TestStream implements AutoCloseable {

    /** Longer than anything a test waits for. */
    private static final int PATIENCE = 60_000;

    private final Socket socket;
    private final String head;

    private TestStream(Socket socket) throws IOException {
        this.socket = socket;
        StringBuilder lines = new StringBuilder();
        String line = rawLine();
        while (!line.isEmpty()) {
            lines.append(line).append('\n');
            line = rawLine();
        }
        this.head = lines.toString();
    }

    /** Opens the stream and reads its headers. */
    static TestStream open(int port, String target, String... headers) {
        try {
            Socket socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(PATIENCE);
            String request =
                    "GET %s HTTP/1.1\r\nHost: localhost:%s\r\n".formatted(target, port)
                            + String.join("\r\n", headers)
                            + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new TestStream(socket);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Status line and headers. */
    public String head() {
        return head;
    }

    /** The next event or comment, without the empty line at its end. */
    public String next() {
        try {
            StringBuilder event = new StringBuilder();
            while (true) {
                String line = rawLine();
                // the lengths of the chunks, which stand on lines of their own
                if (line.matches("[0-9a-f]{1,4}")) {
                    continue;
                }
                if (line.isEmpty() && !event.isEmpty()) {
                    return event.toString();
                }
                if (!line.isEmpty()) {
                    event.append(event.isEmpty() ? "" : "\n").append(line);
                }
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** The next event that is no comment. */
    public String nextEvent() {
        String event = next();
        return event.startsWith(":") ? nextEvent() : event;
    }

    /** Reads on until the server ends the stream: a last chunk of length 0. */
    public void awaitEnd() {
        try {
            while (!rawLine().equals("0")) {
                // heartbeats, events and the lengths of their chunks
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private String rawLine() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("the stream has ended");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            // at once, as a machine that is switched off
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
