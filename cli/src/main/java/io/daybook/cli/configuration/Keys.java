package io.daybook.cli.configuration;

import io.daybook.api.guard.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The keys of daybook.yaml. A key's variable is {@code DAYBOOK_} and the key in capitals, dots and
 * dashes as underscores.
 */
final class Keys {

    static final String HOME = "home";
    static final String SOURCE_OVERLAP = "source.overlap";
    static final String LONGEST_TRANSACTION = "source.longest-transaction";
    static final String STORE_URL = "store.url";
    static final String OWNER = "store.owner";
    static final String WRITER = "store.writer";
    static final String READER = "store.reader";
    static final String IMPORT = "import";
    static final String MIN_GROUP = "privacy.min-group";
    static final String FRESHNESS_LIMIT = "freshness.limit";
    static final String MANAGEMENT_HOST = "management.host";
    static final String MANAGEMENT_PORT = "management.port";
    static final String SQL_DIR = "sql.dir";
    static final String METRICS_TEXTFILE = "metrics.textfile";
    static final String ALLOWED_ORIGINS = "allowed-origins";
    static final String JWT_ISSUER = "jwt.issuer";
    static final String JWT_AUDIENCE = "jwt.audience";
    static final String JWT_JWKS_URL = "jwt.jwks-url";
    static final String JWT_KEY_FILE = "jwt.key-file";
    static final String JWT_ALGORITHMS = "jwt.algorithms";
    static final String REQUESTS_PER_MINUTE = "rate.requests-per-minute";
    static final String LIVE_STREAMS = "live.streams";
    static final String LIVE_STREAMS_PER_TENANT = "live.streams-per-tenant";
    static final String LIVE_HEARTBEAT = "live.heartbeat";
    static final String LIVE_LONGEST = "live.longest";
    static final String CACHE = "cache";
    static final String REDIS = "redis";
    static final String REDIS_URL = "redis.url";
    static final String REDIS_DEPLOYMENT = "redis.deployment";

    private Keys() {}

    /** The source of a mart, or with an empty name what holds for all marts. */
    static String source(String mart, String what) {
        return (mart.isEmpty() ? "" : mart + ".") + "source." + what;
    }

    /** The roles that have a permission. */
    static String permission(Permission permission) {
        return "permissions." + permission.name().toLowerCase(Locale.ROOT);
    }

    static String user(String login) {
        return login + ".user";
    }

    static String password(String login) {
        return login + ".password";
    }

    static boolean isPassword(String key) {
        return key.endsWith(".password");
    }

    static String variable(String key) {
        return "DAYBOOK_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** All keys that mean something, given the catalogue's marts. */
    static List<String> known(List<String> marts) {
        List<String> keys =
                new ArrayList<>(
                        List.of(
                                HOME,
                                SOURCE_OVERLAP,
                                LONGEST_TRANSACTION,
                                STORE_URL,
                                MIN_GROUP,
                                FRESHNESS_LIMIT,
                                MANAGEMENT_HOST,
                                MANAGEMENT_PORT,
                                SQL_DIR,
                                METRICS_TEXTFILE,
                                ALLOWED_ORIGINS,
                                JWT_ISSUER,
                                JWT_AUDIENCE,
                                JWT_JWKS_URL,
                                JWT_KEY_FILE,
                                JWT_ALGORITHMS,
                                REQUESTS_PER_MINUTE,
                                LIVE_STREAMS,
                                LIVE_STREAMS_PER_TENANT,
                                LIVE_HEARTBEAT,
                                LIVE_LONGEST,
                                CACHE,
                                REDIS_URL,
                                REDIS_DEPLOYMENT));
        for (Permission permission : Permission.values()) {
            keys.add(permission(permission));
        }
        for (String login : List.of(OWNER, WRITER, READER, IMPORT, "source", REDIS)) {
            keys.add(user(login));
            keys.add(password(login));
        }
        keys.add(source("", "url"));
        for (String mart : marts) {
            for (String what : List.of("url", "user", "password", "schema", "floor")) {
                keys.add(source(mart, what));
            }
        }
        return keys;
    }
}
