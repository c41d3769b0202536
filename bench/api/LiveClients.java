import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Holds many live streams open: {@code java LiveClients.java PORT CLIENTS EVENTS}. They are opened
 * one after another; it says {@code ready} when each has had its first card, then reads standard input: at each line, written when a
 * publication is committed, it waits for the next card of each client and prints the milliseconds
 * from the line to the median and to the last of them.
 */
final class LiveClients {

    private static final String CARD = "\nevent:velocity";

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final int clients;
    private final long[] arrivals;

    private LiveClients(int port, int clients, int events) throws IOException {
        this.clients = clients;
        this.arrivals = new long[clients];
        for (int client = 0; client < clients; client++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            String request =
                    "GET /api/v1/events/%d/analytics/live HTTP/1.1\r\nHost: localhost:%d\r\n\r\n"
                            .formatted(client % events + 1, port);
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            String answer = read(channel);
            while (!answer.contains(CARD)) {
                answer += read(channel);
                if (!answer.startsWith("HTTP/1.1 200")) {
                    throw new IOException("client " + client + ": " + answer);
                }
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, client);
        }
    }

    public static void main(String[] arguments) throws IOException {
        LiveClients all =
                new LiveClients(
                        Integer.parseInt(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]));
        System.out.println("ready");
        while (System.in.read() == '\n') {
            long told = System.nanoTime();
            all.awaitCards();
            long[] taken = Arrays.stream(all.arrivals).map(at -> at - told).sorted().toArray();
            System.out.printf(
                    "%.1f %.1f%n",
                    taken[taken.length / 2] / 1e6, taken[taken.length - 1] / 1e6);
        }
    }

    /** Until each client has had one more card. */
    private void awaitCards() throws IOException {
        Arrays.fill(arrivals, 0);
        int missing = clients;
        while (missing > 0) {
            selector.select(30_000);
            if (selector.selectedKeys().isEmpty()) {
                throw new IOException(missing + " of " + clients + " clients heard nothing");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                int client = (int) key.attachment();
                if (read((SocketChannel) key.channel()).contains(CARD) && arrivals[client] == 0) {
                    arrivals[client] = System.nanoTime();
                    missing--;
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private String read(SocketChannel channel) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new IOException("a stream has ended");
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
}
