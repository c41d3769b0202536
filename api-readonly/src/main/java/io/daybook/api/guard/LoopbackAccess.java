package io.daybook.api.guard;

import io.daybook.api.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * No authentication, for a laptop: one tenant, asked for on this machine. A page of another site
 * that the same browser shows must not read it, so its name (DNS rebinding) and its origin count.
 *
 * @param allowed origins that are not foreign, as the operator listed them
 */
record LoopbackAccess(String tenant, AllowedOrigins allowed) implements AccessRule {

    private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public Optional<Problem> refuse(HttpServletRequest request) {
        int port = request.getLocalPort();
        List<String> hosts = NAMES.stream().map(name -> name + ":" + port).toList();
        String host = header(request, "Host");
        if (!hosts.contains(host) && !(port == 80 && NAMES.contains(host))) {
            return Optional.of(Problem.misdirected(host, String.join(" or ", hosts)));
        }
        if (allowed.contains(request.getHeader("Origin"))) {
            return Optional.empty();
        }
        String origin = header(request, "Origin");
        if (!origin.isEmpty() && hosts.stream().noneMatch(own -> origin.equals("http://" + own))) {
            return Optional.of(Problem.foreignOrigin("Origin", origin));
        }
        String site = header(request, "Sec-Fetch-Site");
        if (site.equals("cross-site")) {
            return Optional.of(Problem.foreignOrigin("Sec-Fetch-Site", site));
        }
        return Optional.empty();
    }

    private static String header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<Caller> caller(HttpServletRequest request) {
        return Optional.of(Caller.owner(tenant));
    }
}
