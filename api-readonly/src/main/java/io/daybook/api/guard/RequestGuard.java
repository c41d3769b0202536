package io.daybook.api.guard;

import io.daybook.api.problem.Problem;
import io.daybook.api.problem.ProblemWriter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outermost filter: sets the headers of every answer and refuses what no endpoint may see. What
 * an inner filter throws becomes a problem here.
 */
final class RequestGuard implements Filter {

    /** Path and query together; the longest honest request, a list with its cursor, has 300. */
    static final int LONGEST_URI = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(RequestGuard.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private final AccessRule access;
    private final AllowedOrigins origins;

    RequestGuard(AccessRule access, AllowedOrigins origins) {
        this.access = access;
        this.origins = origins;
    }

    @Override
    public void doFilter(
            ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plainRequest;
        HttpServletResponse response = (HttpServletResponse) plainResponse;
        ResponseHeaders.apply(response, request.getRequestURI());
        Optional<Problem> problem = access.refuse(request).or(() -> refuse(request));
        if (problem.isPresent()) {
            ProblemWriter.write(response, problem.get());
            return;
        }
        if (origins.apply(request, response)) {
            return;
        }
        access.caller(request).ifPresent(caller -> caller.attachTo(request));
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException exception) {
            LOG.error("GET {} failed", request.getRequestURI(), exception);
            ProblemWriter.write(response, Problem.other(500));
        }
    }

    private static Optional<Problem> refuse(HttpServletRequest request) {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        if (!METHODS.contains(request.getMethod())) {
            return Optional.of(Problem.methodNotAllowed(request.getMethod()));
        }
        if (path.length() + (query == null ? 0 : query.length()) > LONGEST_URI) {
            return Optional.of(Problem.uriTooLong(LONGEST_URI));
        }
        // one resource has one path: no parameters in it, no empty segments
        if (path.contains(";") || path.contains("//")) {
            return Optional.of(Problem.notFound());
        }
        return Optional.empty();
    }
}
