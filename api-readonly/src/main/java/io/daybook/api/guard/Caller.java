package io.daybook.api.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who asks.
 *
 * @param tenant the only tenant whose rows the caller may see
 * @param roles in order, so that equal sets read the same
 */
public record Caller(String tenant, SortedSet<String> roles) {

    private static final String ATTRIBUTE = Caller.class.getName();

    public Caller {
        roles = new TreeSet<>(roles);
    }

    Caller(String tenant, Collection<String> roles) {
        this(tenant, new TreeSet<>(roles));
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The caller of a request that passed the guard. */
    public static Caller of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("a request without caller passed the guard");
    }
}
