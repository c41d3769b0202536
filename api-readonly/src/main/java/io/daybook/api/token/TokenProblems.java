package io.daybook.api.token;

import io.daybook.api.guard.Permission;
import io.daybook.api.problem.Problem;
import io.daybook.api.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * What who is not let in is told. Why a token is refused is not: that would help to forge one. An
 * address that keeps failing is told to wait; a good token from there is let in all the same, since
 * many may share it.
 */
final class TokenProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final int FAILURES_PER_MINUTE = 30;

    private final Limits<String> failures = new Limits<>(FAILURES_PER_MINUTE);

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException exception)
            throws IOException {
        if (exception instanceof TokenWithoutTenant) {
            ProblemWriter.write(response, Problem.noTenant());
        } else if (exception instanceof KeysUnreachable) {
            response.setHeader("Retry-After", Long.toString(IssuerKeys.INTERVAL.toSeconds()));
            ProblemWriter.write(response, Problem.keysUnreachable());
        } else if (exception instanceof OAuth2AuthenticationException) {
            refuseToken(request, response);
        } else {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"daybook\"");
            ProblemWriter.write(response, Problem.unauthenticated(false));
        }
    }

    private void refuseToken(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        OptionalLong wait = failures.take(request.getRemoteAddr());
        if (wait.isPresent()) {
            refuse(response, wait.getAsLong());
            return;
        }
        response.setHeader("WWW-Authenticate", "Bearer realm=\"daybook\", error=\"invalid_token\"");
        ProblemWriter.write(response, Problem.unauthenticated(true));
    }

    /** 429 with the seconds to wait. */
    static void refuse(HttpServletResponse response, long seconds) throws IOException {
        response.setHeader("Retry-After", Long.toString(seconds));
        ProblemWriter.write(response, Problem.tooManyRequests(seconds));
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        Permission needed =
                TokenConfiguration.REPORTS.matches(request) ? Permission.REPORTS : Permission.READ;
        ProblemWriter.write(response, Problem.forbidden(needed.toString()));
    }
}
