package io.daybook.api.guard;

import io.daybook.api.problem.Problem;
import io.daybook.api.problem.ProblemWriter;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat refuses before any filter runs (a request line it cannot read, headers above its
 * limit) is a problem too, with the headers of every other answer. Tomcat makes it by its name.
 */
public final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
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

    private static Problem problem(int status, String method) {
        return switch (status) {
            case 404 -> Problem.notFound();
            case 414 -> Problem.uriTooLong(RequestGuard.LONGEST_URI);
            // a verb that Tomcat itself does not know how to serve, such as CONNECT
            case 501 -> Problem.methodNotAllowed(method);
            default -> Problem.other(status);
        };
    }
}
