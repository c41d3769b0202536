package io.daybook.api.management;

/**
 * Where health and metrics are served, without authentication.
 *
 * @param host the address to bind to; whoever reaches it may look
 * @param port 0 for any free one
 */
public record Management(String host, int port) {

    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8081;

    public Management {
        if (host.isBlank()) {
            throw new IllegalArgumentException(
                    "Invalid management.host: the empty name (expected an address)");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "Invalid management.port: %d (expected 0 to 65535)".formatted(port));
        }
    }
}
