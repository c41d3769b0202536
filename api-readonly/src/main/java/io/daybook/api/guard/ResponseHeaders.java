package io.daybook.api.guard;

import jakarta.servlet.http.HttpServletResponse;

/** The headers of every answer, whatever its status. */
final class ResponseHeaders {

    private ResponseHeaders() {}

    static void apply(HttpServletResponse response) {
        // a shared cache keeps nothing, the caller's own asks before each use
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("Vary", "Authorization, Accept, Origin");
        response.setHeader("Content-Security-Policy", "default-src 'self'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
