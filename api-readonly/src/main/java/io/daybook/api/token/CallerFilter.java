package io.daybook.api.token;

import io.daybook.api.guard.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Makes the token's bearer the caller of the request, as often as the client may ask. */
final class CallerFilter extends OncePerRequestFilter {

    private final Limits<Client> requests;

    /** One user of a tenant; where the token names none, one address. */
    private record Client(String tenant, String name) {}

    CallerFilter(int requestsPerMinute) {
        this.requests = new Limits<>(requestsPerMinute);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof CallerToken token) {
            Caller caller = token.caller();
            String name =
                    token.client() == null ? request.getRemoteAddr() : "sub " + token.client();
            OptionalLong wait = requests.take(new Client(caller.tenant(), name));
            if (wait.isPresent()) {
                TokenProblems.refuse(response, wait.getAsLong());
                return;
            }
            caller.attachTo(request);
        }
        chain.doFilter(request, response);
    }
}
