package io.daybook.api.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages of other origins that may read answers in a browser (CORS): compared exactly, never {@code
 * *}, never with cookies. An origin that is not on the list gets no header, so the browser keeps
 * the answer from it.
 *
 * @param origins as browsers send them: scheme, host and port, nothing more
 */
public record AllowedOrigins(Set<String> origins) {

    public static final AllowedOrigins NONE = new AllowedOrigins(Set.of());

    /** Seconds that a browser may remember what it asked beforehand. */
    private static final String REMEMBERED = "600";

    public AllowedOrigins {
        origins = Set.copyOf(origins);
        for (String origin : origins) {
            if (!isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "Invalid allowed-origins: %s (expected origins such as https://example.com)"
                                .formatted(origin));
            }
        }
    }

    /** Whether that is an origin in the only spelling that a browser sends. */
    public static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            String host = uri.getHost();
            String scheme = uri.getScheme();
            if (host == null || scheme == null || !Set.of("http", "https").contains(scheme)) {
                return false;
            }
            boolean usual = uri.getPort() == (scheme.equals("https") ? 443 : 80);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return !usual && text.equals(scheme + "://" + host.toLowerCase(Locale.ROOT) + port);
        } catch (URISyntaxException exception) {
            return false;
        }
    }

    boolean contains(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    /** Sets what the browser looks for; true when that was a question beforehand, now answered. */
    boolean apply(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (!contains(origin)) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader(
                "Access-Control-Expose-Headers",
                "ETag, Retry-After, Daybook-Generation, Daybook-As-Of, Daybook-Stale");
        boolean beforehand =
                request.getMethod().equals("OPTIONS")
                        && request.getHeader("Access-Control-Request-Method") != null;
        if (beforehand) {
            response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
            response.setHeader(
                    "Access-Control-Allow-Headers",
                    "Authorization, Accept, If-None-Match, Last-Event-ID");
            response.setHeader("Access-Control-Max-Age", REMEMBERED);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
        return beforehand;
    }
}
