package io.daybook.api.guard;

import io.daybook.api.problem.Problem;
import io.daybook.api.problem.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param tenant the only tenant whose rows the caller may see
 * @param roles in order, so that equal sets read the same
 * @param permissions what these roles allow
 * @param until when the token ends that says so; null where there are no tokens
 */
public record Caller(
        String tenant,
        SortedSet<String> roles,
        Set<Permission> permissions,
        @Nullable Instant until) {

    private static final String ATTRIBUTE = Caller.class.getName();

    public Caller {
        roles = new TreeSet<>(roles);
        permissions = Set.copyOf(permissions);
    }

    public Caller(
            String tenant,
            Collection<String> roles,
            Set<Permission> permissions,
            @Nullable Instant until) {
        this(tenant, new TreeSet<>(roles), permissions, until);
    }

    /** Whoever may do everything, of that tenant. */
    static Caller owner(String tenant) {
        return new Caller(tenant, Set.of("owner"), EnumSet.allOf(Permission.class), null);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Refuses with 403 what this caller may not do. */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new RequestRefused(Problem.forbidden(permission.toString()));
        }
    }

    /** Makes this the caller of the request; before any controller sees it. */
    public void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The caller, if it is known by now. */
    public static Optional<Caller> find(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    /** The caller of a request that passed the guard. */
    public static Caller of(HttpServletRequest request) {
        return find(request)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "a request without caller passed the guard"));
    }
}
