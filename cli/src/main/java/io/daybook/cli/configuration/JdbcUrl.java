package io.daybook.cli.configuration;

import io.daybook.schema.catalogue.UnknownName;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * What a JDBC URL may hold. The driver loads classes and opens files that parameters name
 * (socketFactory, sslfactory, loggerFile ...), so those that do no more than choose how to connect
 * are listed here, and all others refused. A refused URL is not repeated: it may hold a password.
 */
final class JdbcUrl {

    private static final String EXPECTED = "jdbc:postgresql://host:port/database";

    private static final List<String> ALLOWED =
            List.of(
                    "channelBinding",
                    "connectTimeout",
                    "gssEncMode",
                    "hostRecheckSeconds",
                    "loadBalanceHosts",
                    "loginTimeout",
                    "prepareThreshold",
                    "receiveBufferSize",
                    "sendBufferSize",
                    "socketTimeout",
                    "sslcert",
                    "sslkey",
                    "sslmode",
                    "sslNegotiation",
                    "sslResponseTimeout",
                    "sslrootcert",
                    "targetServerType",
                    "tcpKeepAlive",
                    "tcpNoDelay");

    private JdbcUrl() {}

    /** What is wrong with the URL, one sentence each. */
    static List<String> problems(String key, String url) {
        int query = url.indexOf('?');
        String address = query < 0 ? url : url.substring(0, query);
        if (!address.startsWith("jdbc:postgresql://")) {
            return List.of("Invalid %s (expected %s)".formatted(key, EXPECTED));
        }
        if (address.contains("@")) {
            return List.of(
                    "Invalid %s: it holds a user (expected %s, the user in a key of its own)"
                            .formatted(key, EXPECTED));
        }
        if (address.chars().anyMatch(c -> c <= ' ')
                || Driver.parseURL(address, new Properties()) == null) {
            return List.of("Invalid %s: %s (expected %s)".formatted(key, address, EXPECTED));
        }
        return query < 0 ? List.of() : parameterProblems(key, url.substring(query + 1));
    }

    private static List<String> parameterProblems(String key, String query) {
        List<String> problems = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            String name = parameter.replaceFirst("=.*", "");
            if (name.equals("user") || name.equals("password")) {
                problems.add(
                        "Invalid %s: it holds a %s (expected that in a key of its own)"
                                .formatted(key, name));
            } else if (!ALLOWED.contains(name)) {
                problems.add(new UnknownName("parameter of " + key, name, ALLOWED).getMessage());
            }
        }
        return problems;
    }

    /** The URL without parameters: names a database. */
    static String address(String url) {
        return url.replaceFirst("\\?.*", "");
    }
}
