package io.daybook.api.guard;

import io.daybook.api.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who may ask, and as whom; one per way of authentication. */
sealed interface AccessRule permits LoopbackAccess, BearerAccess {

    /** Why the request is not answered at all; empty when it is. */
    Optional<Problem> refuse(HttpServletRequest request);

    /** Who asks, for a request that is not refused; empty where that is found out later. */
    Optional<Caller> caller(HttpServletRequest request);
}
