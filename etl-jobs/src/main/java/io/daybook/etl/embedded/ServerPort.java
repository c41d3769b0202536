package io.daybook.etl.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The port of the next start: that of the last one while it is free, so that clients find it. */
final class ServerPort {

    private ServerPort() {}

    static int choose(ServerHome home) throws IOException {
        Optional<Integer> last = last(home).filter(ServerPort::isFree);
        if (last.isPresent()) {
            return last.get();
        }
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    static void remember(ServerHome home, int port) throws IOException {
        Path part = home.path().resolve("port.part");
        Files.writeString(part, port + "\n");
        Files.move(part, home.port(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<Integer> last(ServerHome home) throws IOException {
        if (!Files.exists(home.port())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.valueOf(Files.readString(home.port()).strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
