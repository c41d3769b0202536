package io.daybook.cli.configuration;

import io.daybook.api.events.velocity.LiveLimits;
import io.daybook.api.guard.AllowedOrigins;
import io.daybook.api.guard.Permission;
import io.daybook.api.management.Management;
import io.daybook.api.redis.RedisSettings;
import io.daybook.api.token.TokenSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask the API, and from which pages.
 *
 * @param issuer what the claim iss of a token has to be
 * @param audience what its claim aud has to contain
 * @param keySet address of the issuer's key set
 * @param keyFile the issuer's public key in a file instead
 * @param roles per permission the roles that have it
 * @param management where health and metrics are served; empty: nowhere
 * @param live how many live streams there may be, and for how long
 * @param redis where servers share their answers; empty: each keeps its own only
 */
public record Access(
        Optional<String> issuer,
        Optional<String> audience,
        Optional<String> keySet,
        Optional<String> keyFile,
        Set<String> algorithms,
        Map<Permission, Set<String>> roles,
        int requestsPerMinute,
        Set<String> origins,
        Optional<Management> management,
        LiveLimits live,
        Optional<RedisSettings> redis) {

    public Access {
        algorithms = Set.copyOf(algorithms);
        roles = Map.copyOf(roles);
        origins = Set.copyOf(origins);
    }

    static Access read(Settings settings) {
        Map<Permission, Set<String>> roles = new EnumMap<>(Permission.class);
        for (Permission permission : Permission.values()) {
            roles.put(
                    permission,
                    settings.list(
                            Keys.permission(permission),
                            TokenSettings.DEFAULT_ROLES.get(permission)));
        }
        return new Access(
                settings.text(Keys.JWT_ISSUER),
                settings.text(Keys.JWT_AUDIENCE),
                settings.text(Keys.JWT_JWKS_URL),
                settings.text(Keys.JWT_KEY_FILE),
                settings.list(Keys.JWT_ALGORITHMS, TokenSettings.DEFAULT_ALGORITHMS),
                roles,
                settings.atLeastOne(
                        Keys.REQUESTS_PER_MINUTE, TokenSettings.DEFAULT_REQUESTS_PER_MINUTE),
                origins(settings),
                management(settings),
                live(settings),
                redis(settings));
    }

    private static LiveLimits live(Settings settings) {
        LiveLimits usual = LiveLimits.USUAL;
        return new LiveLimits(
                settings.atLeastOne(Keys.LIVE_STREAMS_PER_TENANT, usual.perTenant()),
                settings.atLeastOne(Keys.LIVE_STREAMS, usual.total()),
                aboveZero(settings, Keys.LIVE_HEARTBEAT, usual.heartbeat()),
                aboveZero(settings, Keys.LIVE_LONGEST, usual.longest()));
    }

    private static Duration aboveZero(Settings settings, String key, Duration otherwise) {
        Duration given = settings.duration(key, otherwise);
        if (given.isZero()) {
            settings.problems()
                    .add(
                            "Invalid %s: 0 (expected a duration such as 15s or 30m%s)"
                                    .formatted(key, settings.origin(key)));
            return otherwise;
        }
        return given;
    }

    /** What is set for it counts only where it is chosen. */
    private static Optional<RedisSettings> redis(Settings settings) {
        String cache = settings.text(Keys.CACHE).orElse("memory");
        if (cache.equals("memory")) {
            return Optional.empty();
        }
        if (!cache.equals("redis")) {
            settings.problems()
                    .add(
                            "Invalid %s: %s (expected memory or redis%s)"
                                    .formatted(Keys.CACHE, cache, settings.origin(Keys.CACHE)));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new RedisSettings(
                            new URI(
                                    settings.text(Keys.REDIS_URL)
                                            .orElse(RedisSettings.DEFAULT_ADDRESS)),
                            settings.text(Keys.user(Keys.REDIS)),
                            settings.given(Keys.password(Keys.REDIS)),
                            settings.text(Keys.REDIS_DEPLOYMENT)
                                    .orElse(RedisSettings.DEFAULT_DEPLOYMENT)));
        } catch (IllegalArgumentException invalid) {
            settings.problems().add(String.valueOf(invalid.getMessage()));
        } catch (URISyntaxException invalid) {
            // its message would repeat the address, which may hold a password
            settings.problems().add(RedisSettings.EXPECTED_ADDRESS);
        }
        return Optional.empty();
    }

    /** Port 0 turns it off. */
    private static Optional<Management> management(Settings settings) {
        int port = settings.port(Keys.MANAGEMENT_PORT, Management.DEFAULT_PORT);
        String host = settings.text(Keys.MANAGEMENT_HOST).orElse(Management.DEFAULT_HOST);
        return port == 0 ? Optional.empty() : Optional.of(new Management(host, port));
    }

    private static Set<String> origins(Settings settings) {
        Set<String> origins = settings.list(Keys.ALLOWED_ORIGINS, Set.of());
        for (String origin : origins) {
            if (!AllowedOrigins.isOrigin(origin)) {
                settings.problems()
                        .add(
                                "Invalid %s: %s (expected origins such as https://example.com, with commas between them%s)"
                                        .formatted(
                                                Keys.ALLOWED_ORIGINS,
                                                origin,
                                                settings.origin(Keys.ALLOWED_ORIGINS)));
            }
        }
        return origins;
    }

    /**
     * What {@code --auth jwt} needs.
     *
     * @throws InvalidConfiguration naming everything that is missing or wrong
     */
    public TokenSettings tokens() {
        List<String> problems = new ArrayList<>();
        require(issuer, Keys.JWT_ISSUER, "what the claim iss has to be", problems);
        require(audience, Keys.JWT_AUDIENCE, "what the claim aud has to contain", problems);
        if (keySet.isPresent() == keyFile.isPresent()) {
            problems.add(
                    "%s and %s are %s set (expected one of them: the address of the issuer's key set, or a file with its public key)"
                            .formatted(
                                    Keys.JWT_JWKS_URL,
                                    Keys.JWT_KEY_FILE,
                                    keySet.isPresent() ? "both" : "not"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
        try {
            return new TokenSettings(
                    issuer.orElseThrow(),
                    audience.orElseThrow(),
                    keySet.<TokenSettings.Keys>map(
                                    address -> new TokenSettings.Address(URI.create(address)))
                            .orElseGet(
                                    () ->
                                            new TokenSettings.PemFile(
                                                    Path.of(keyFile.orElseThrow()))),
                    algorithms,
                    roles,
                    requestsPerMinute);
        } catch (IllegalArgumentException invalid) {
            throw new InvalidConfiguration(List.of(String.valueOf(invalid.getMessage())));
        }
    }

    private static void require(
            Optional<String> value, String key, String expected, List<String> problems) {
        if (value.isEmpty()) {
            problems.add(
                    "%s is not set (expected %s, in %s or daybook.yaml)"
                            .formatted(key, expected, Keys.variable(key)));
        }
    }
}
