package io.daybook.api.guard;

import io.daybook.api.problem.Problem;
import io.daybook.api.problem.ProblemWriter;
import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat refuses before any filter runs (a request line it cannot read, headers above its
 * limit) is a problem too, with the headers of every other answer. Tomcat makes it by its name.
 */
public final class ProblemReportValve extends ErrorReportValve {

    /** How Tomcat calls what exceeds its limit for request line and headers; it has no type. */
    private static final String TOO_LARGE =
            StringManager.getManager("org.apache.coyote.http11")
                    .getString("iib.requestheadertoolarge.error");

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = status(request, response);
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            ResponseHeaders.apply(response, "");
            ProblemWriter.write(response, problem(status, request.getMethod()));
            response.finishResponse();
        } catch (IOException gone) {
            // the client has left; there is nobody to tell
            return;
        }
    }

    /** Tomcat answers 400 whatever is too large. */
    private static int status(Request request, Response response) {
        boolean tooLarge =
                response.getStatus() == 400
                        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)
                                instanceof IllegalArgumentException cause
                        && TOO_LARGE.equals(cause.getMessage());
        if (!tooLarge) {
            return response.getStatus();
        }
        // a request line that ends has a path
        return request.getCoyoteRequest().requestURI().isNull() ? 414 : 431;
    }

    private static Problem problem(int status, String method) {
        return switch (status) {
            case 404 -> Problem.notFound();
            case 414 -> Problem.uriTooLong(RequestGuard.LONGEST_URI);
            // a verb that Tomcat itself does not know how to serve, such as CONNECT
            case 501 -> Problem.methodNotAllowed(method);
            case 431 -> Problem.headersTooLarge();
            default -> Problem.other(status);
        };
    }
}
