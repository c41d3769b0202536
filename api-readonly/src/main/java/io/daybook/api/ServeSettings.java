package io.daybook.api;

import io.daybook.api.events.velocity.LiveLimits;
import io.daybook.api.guard.AllowedOrigins;
import io.daybook.api.guard.Permission;
import io.daybook.api.management.Management;
import io.daybook.api.redis.RedisSettings;
import io.daybook.api.token.TokenSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the API is started with.
 *
 * @param storeUrl the store's JDBC URL
 * @param host the address to bind to; without tokens a loopback address
 * @param port 0 for any free one
 * @param tenant the one tenant that is served where there are no tokens, which name theirs
 * @param freshnessLimit a mart whose as-of lies further back is called stale; default 26 h, a
 *     nightly run and two hours
 * @param minGroup the privacy floor, in orders; default 5
 * @param tokens which tokens are accepted; empty: no authentication
 * @param origins pages of other origins that may read answers
 * @param management where health and metrics are served; empty: nowhere
 * @param live how many live streams there may be, and for how long
 * @param redis where servers share their answers; empty: each keeps its own only
 */
public record ServeSettings(
        String storeUrl,
        String readerUser,
        String readerPassword,
        String host,
        int port,
        String tenant,
        Duration freshnessLimit,
        int minGroup,
        Optional<TokenSettings> tokens,
        AllowedOrigins origins,
        Optional<Management> management,
        LiveLimits live,
        Optional<RedisSettings> redis) {

    public static final Duration DEFAULT_FRESHNESS_LIMIT = Duration.ofHours(26);
    public static final int DEFAULT_MIN_GROUP = 5;

    private static final String VERSION =
            String.valueOf(ServeSettings.class.getPackage().getImplementationVersion());

    public ServeSettings {
        require(
                storeUrl.startsWith("jdbc:postgresql:"),
                "store URL",
                withoutParameters(storeUrl),
                "jdbc:postgresql://host:port/database");
        require(!tenant.isBlank(), "tenant", tenant, "the name of a tenant");
        require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
        require(freshnessLimit.toSeconds() > 0, "freshness limit", freshnessLimit, "above zero");
        require(minGroup >= 1, "privacy.min-group", minGroup, "1 or more orders");
    }

    /** Without authentication, for a laptop. */
    public ServeSettings(
            String storeUrl,
            String readerUser,
            String readerPassword,
            String host,
            int port,
            String tenant,
            Duration freshnessLimit,
            int minGroup) {
        this(
                storeUrl,
                readerUser,
                readerPassword,
                host,
                port,
                tenant,
                freshnessLimit,
                minGroup,
                Optional.empty(),
                AllowedOrigins.NONE,
                Optional.empty(),
                LiveLimits.USUAL,
                Optional.empty());
    }

    /** With tokens, or with readers on other origins. */
    public ServeSettings with(Optional<TokenSettings> accepted, AllowedOrigins allowed) {
        return with(accepted, allowed, management, live, redis);
    }

    /** With a port for health and metrics. */
    public ServeSettings with(Management watched) {
        return with(tokens, origins, Optional.of(watched), live, redis);
    }

    /** With other limits for live streams. */
    public ServeSettings with(LiveLimits limits) {
        return with(tokens, origins, management, limits, redis);
    }

    /** With answers that servers share. */
    public ServeSettings with(RedisSettings shared) {
        return with(tokens, origins, management, live, Optional.of(shared));
    }

    private ServeSettings with(
            Optional<TokenSettings> accepted,
            AllowedOrigins allowed,
            Optional<Management> watched,
            LiveLimits limits,
            Optional<RedisSettings> shared) {
        return new ServeSettings(
                storeUrl,
                readerUser,
                readerPassword,
                host,
                port,
                tenant,
                freshnessLimit,
                minGroup,
                accepted,
                allowed,
                watched,
                limits,
                shared);
    }

    /** Everything here that a payload depends on: servers that differ in it share no answers. */
    String answersDependOn() {
        Map<Permission, Set<String>> roles = new TreeMap<>();
        // in an order that is the same in every process
        tokens.ifPresent(
                accepted ->
                        accepted.roles().forEach((may, who) -> roles.put(may, new TreeSet<>(who))));
        return "%d %s %s".formatted(minGroup, roles, VERSION);
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Invalid %s: %s (expected %s)".formatted(name, value, expected));
        }
    }

    private static String withoutParameters(String url) {
        return url.replaceFirst("\\?.*", "");
    }

    /** Without the password, which a URL may hold too. */
    @Override
    public String toString() {
        return "ServeSettings[%s as %s, http://%s:%s, %s]"
                .formatted(
                        withoutParameters(storeUrl),
                        readerUser,
                        host,
                        port,
                        tokens.map(accepted -> "tokens of " + accepted.issuer())
                                .orElse("tenant " + tenant));
    }
}
