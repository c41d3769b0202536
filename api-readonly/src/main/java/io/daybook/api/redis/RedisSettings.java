package io.daybook.api.redis;

import java.net.URI;
import java.util.Optional;

/**
 * The Redis that answers are shared through.
 *
 * @param address {@code redis://host:port}, or {@code rediss} for TLS; with a path of digits, that
 *     database
 * @param user of the server's access list; empty: its default user
 * @param password empty where the server asks for none
 * @param deployment begins every key: servers that share answers have the same, others do not
 */
public record RedisSettings(
        URI address, Optional<String> user, Optional<String> password, String deployment) {

    public static final String DEFAULT_ADDRESS = "redis://127.0.0.1";
    public static final String DEFAULT_DEPLOYMENT = "daybook";

    /** The address itself is not repeated: it may hold a password. */
    public static final String EXPECTED_ADDRESS =
            "Invalid redis.url (expected redis://host:port, rediss:// for TLS, with /1 at its end"
                    + " database 1; user and password are redis.user and redis.password)";

    private static final int DEFAULT_PORT = 6379;

    public RedisSettings {
        String scheme = String.valueOf(address.getScheme());
        if (!scheme.matches("rediss?")
                || address.getHost() == null
                || address.getUserInfo() != null
                || address.getQuery() != null
                || address.getFragment() != null
                || !address.getPath().matches("(/\\d{0,4})?")) {
            throw new IllegalArgumentException(EXPECTED_ADDRESS);
        }
        if (deployment.isBlank()) {
            throw new IllegalArgumentException(
                    "Invalid redis.deployment: the empty name (expected a name of this"
                            + " deployment)");
        }
    }

    boolean encrypted() {
        return address.getScheme().equals("rediss");
    }

    int port() {
        return address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    }

    int database() {
        String digits = address.getPath().replace("/", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisSettings[%s, %s]".formatted(address, deployment);
    }
}
