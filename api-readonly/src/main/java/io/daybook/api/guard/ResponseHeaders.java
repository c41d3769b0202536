package io.daybook.api.guard;

import jakarta.servlet.http.HttpServletResponse;

/** The headers of every answer, whatever its status. */
final class ResponseHeaders {

    private static final String OWN_ONLY = "default-src 'self'";

    /** The page of the API's description styles itself and carries its pictures with it. */
    private static final String DOCS =
            OWN_ONLY + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    private ResponseHeaders() {}

    /**
     * @param path as it was sent
     */
    static void apply(HttpServletResponse response, String path) {
        // a shared cache keeps nothing, the caller's own asks before each use
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("Vary", "Authorization, Accept, Origin");
        boolean docs = path.equals("/docs") || path.startsWith("/docs/");
        response.setHeader("Content-Security-Policy", docs ? DOCS : OWN_ONLY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
