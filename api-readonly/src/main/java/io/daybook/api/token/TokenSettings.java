package io.daybook.api.token;

import com.nimbusds.jose.JWSAlgorithm;
import io.daybook.api.guard.Permission;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tokens are accepted, and what they allow ({@code --auth jwt}).
 *
 * @param issuer what the claim {@code iss} must be
 * @param audience what the claim {@code aud} must contain
 * @param algorithms names of signature algorithms with a public key, such as RS256
 * @param roles per permission the roles that have it
 * @param requestsPerMinute how often one client of a tenant may ask
 */
public record TokenSettings(
        String issuer,
        String audience,
        Keys keys,
        Set<String> algorithms,
        Map<Permission, Set<String>> roles,
        int requestsPerMinute) {

    public static final Set<String> DEFAULT_ALGORITHMS = Set.of("RS256");
    public static final int DEFAULT_REQUESTS_PER_MINUTE = 1_200;

    public static final Map<Permission, Set<String>> DEFAULT_ROLES =
            Map.of(
                    Permission.READ, Set.of("owner", "analyst", "viewer"),
                    Permission.REPORTS, Set.of("owner", "analyst"),
                    Permission.FINANCE, Set.of("owner"));

    /** Where the issuer's public keys are. */
    public sealed interface Keys permits Address, PemFile {}

    /**
     * A JSON Web Key Set that is fetched when it is needed.
     *
     * @param address https, or http on this machine
     */
    public record Address(URI address) implements Keys {
        public Address {
            require(
                    isSafe(address),
                    "jwt.jwks-url",
                    address,
                    "an https address, or http on a loopback one");
        }

        private static boolean isSafe(URI address) {
            if (address.getHost() == null || address.getUserInfo() != null) {
                return false;
            }
            return "https".equals(address.getScheme())
                    || "http".equals(address.getScheme()) && isLoopback(address.getHost());
        }

        private static boolean isLoopback(String host) {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException unknown) {
                return false;
            }
        }
    }

    /** One public key (BEGIN PUBLIC KEY), read at the start and not again. */
    public record PemFile(Path file) implements Keys {
        public PemFile {
            KeyFile.read(file);
        }
    }

    public TokenSettings {
        require(!issuer.isBlank(), "jwt.issuer", issuer, "what the claim iss has to be");
        require(!audience.isBlank(), "jwt.audience", audience, "what aud has to contain");
        require(!algorithms.isEmpty(), "jwt.algorithms", algorithms, "at least one, as RS256");
        for (String algorithm : algorithms) {
            require(
                    JWSAlgorithm.Family.SIGNATURE.contains(new JWSAlgorithm(algorithm)),
                    "jwt.algorithms",
                    algorithm,
                    "some of " + new TreeSet<>(known()));
        }
        require(requestsPerMinute >= 1, "rate.requests-per-minute", requestsPerMinute, "1 or more");
        algorithms = Set.copyOf(algorithms);
        Map<Permission, Set<String>> copy = new EnumMap<>(Permission.class);
        roles.forEach((permission, names) -> copy.put(permission, Set.copyOf(names)));
        roles = Map.copyOf(copy);
    }

    private static Set<String> known() {
        Set<String> names = new TreeSet<>();
        JWSAlgorithm.Family.SIGNATURE.forEach(algorithm -> names.add(algorithm.getName()));
        return names;
    }

    /** What these roles allow together. */
    Set<Permission> permissions(Set<String> having) {
        Set<Permission> permissions = new TreeSet<>();
        roles.forEach(
                (permission, names) -> {
                    if (names.stream().anyMatch(having::contains)) {
                        permissions.add(permission);
                    }
                });
        return permissions;
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Invalid %s: %s (expected %s)".formatted(name, value, expected));
        }
    }
}
