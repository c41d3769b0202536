package io.daybook.api.management;

import io.daybook.api.answer.CacheUse;
import io.daybook.api.guard.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * One line and one measurement per request, of the route's template: neither path nor query nor
 * header is recorded, as they may hold names and secrets.
 */
final class RequestRecorder extends OncePerRequestFilter {

    /** At level INFO each request has a line; above it none. */
    static final String LOGGER = "io.daybook.api.access";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private final Optional<MeterRegistry> registry;

    RequestRecorder(Optional<MeterRegistry> registry) {
        this.registry = registry;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long begun = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(atItsEnd(request, response, begun));
            } else {
                record(request, response, begun);
            }
        }
    }

    private void record(HttpServletRequest request, HttpServletResponse response, long begun) {
        Duration duration = Duration.ofNanos(System.nanoTime() - begun);
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String route = pattern == null ? "(none)" : pattern.toString();
        String cache = CacheUse.of(request).map(CacheUse::toString).orElse("none");
        registry.ifPresent(
                meters ->
                        Timer.builder("http.server.requests")
                                .description("Requests by route, status and use of the cache")
                                .tag("uri", route)
                                .tag("status", Integer.toString(response.getStatus()))
                                .tag("cache", cache)
                                .register(meters)
                                .record(duration));
        LOG.atInfo()
                .addKeyValue("tenant", Caller.find(request).map(Caller::tenant).orElse(""))
                .addKeyValue("method", known(request.getMethod()))
                .addKeyValue("route", route)
                .addKeyValue("status", response.getStatus())
                .addKeyValue("duration_ms", duration.toMillis())
                .addKeyValue("cache", cache)
                .log("request");
    }

    /** A verb may be any text; only those that we serve are written down. */
    private static String known(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> method;
            default -> "(other)";
        };
    }

    private AsyncListener atItsEnd(
            HttpServletRequest request, HttpServletResponse response, long begun) {
        return new AsyncListener() {
            @Override
            public void onComplete(AsyncEvent event) {
                record(request, response, begun);
            }

            @Override
            public void onTimeout(AsyncEvent event) {}

            @Override
            public void onError(AsyncEvent event) {}

            @Override
            public void onStartAsync(AsyncEvent event) {
                event.getAsyncContext().addListener(this);
            }
        };
    }
}
