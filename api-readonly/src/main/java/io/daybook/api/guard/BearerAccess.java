package io.daybook.api.guard;

import io.daybook.api.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Whoever brings a token: Spring Security's filters, further in, find out who that is. */
record BearerAccess() implements AccessRule {

    @Override
    public Optional<Problem> refuse(HttpServletRequest request) {
        return Optional.empty();
    }

    @Override
    public Optional<Caller> caller(HttpServletRequest request) {
        return Optional.empty();
    }
}
