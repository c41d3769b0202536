package io.daybook.api.problem;

import io.daybook.api.store.StoreUnreachable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Turns whatever ends a request into a problem. What is our own fault is logged, not told. */
public final class ProblemResolver implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception exception) {
        if (exception instanceof IOException && response.isCommitted()) {
            // the client has left in the middle of a stream; there is nobody to tell
            return new ModelAndView();
        }
        Problem problem = problem(exception);
        // the path as it was sent, encoded: a line break in it must not begin a line of the log
        if (problem.status() == 503) {
            LOG.warn("GET {} failed: {}", request.getRequestURI(), exception.getMessage());
        } else if (problem.status() >= 500) {
            LOG.error("GET {} failed", request.getRequestURI(), exception);
        }
        try {
            ProblemWriter.write(response, problem);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return new ModelAndView();
    }

    static Problem problem(Exception exception) {
        if (exception instanceof RequestRefused refused) {
            return refused.problem();
        }
        if (exception instanceof StoreUnreachable) {
            return Problem.storeUnreachable();
        }
        if (exception instanceof HttpMediaTypeNotAcceptableException refused) {
            return Problem.notAcceptable(refused.getSupportedMediaTypes());
        }
        if (exception instanceof HttpRequestMethodNotSupportedException unsupported) {
            return Problem.methodNotAllowed(unsupported.getMethod());
        }
        if (exception instanceof ErrorResponse response) {
            int status = response.getStatusCode().value();
            return status == 404 ? Problem.notFound() : Problem.other(status);
        }
        return Problem.other(500);
    }
}
