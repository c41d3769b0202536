package io.daybook.api.guard;

import io.daybook.api.problem.Problem;
import io.daybook.api.problem.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that the endpoint does not take, and any that come twice: a slip such as
 * {@code rnage=7d} must not be answered with the default range. The names are those of the
 * controller method's own parameters.
 */
final class ParameterGuard implements HandlerInterceptor {

    /** A map takes any name in brackets, which the controller has to check. */
    private static final String FAMILY = "[...]";

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        boolean takesParameters = !request.getMethod().equals("OPTIONS");
        if (query == null || !takesParameters || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        Set<String> known = names(method);
        Set<String> seen = new HashSet<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                check(pair, known, seen);
            }
        }
        return true;
    }

    private static Set<String> names(HandlerMethod method) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                boolean family = Map.class.isAssignableFrom(parameter.getParameterType());
                names.add(family ? annotation.name() + FAMILY : annotation.name());
            }
        }
        return names;
    }

    private static void check(String pair, Set<String> known, Set<String> seen) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        if (!known.contains(name) && !known.contains(familyOf(name))) {
            throw new RequestRefused(Problem.unknownParameter(name, value, known));
        }
        if (!seen.add(name)) {
            throw new RequestRefused(Problem.repeatedParameter(name, value));
        }
    }

    /** {@code filter[...]} of {@code filter[day]}; the name itself when it has no such form. */
    private static String familyOf(String name) {
        int bracket = name.indexOf('[');
        return bracket > 0 && name.endsWith("]") ? name.substring(0, bracket) + FAMILY : name;
    }

    private static String decoded(String text) {
        try {
            return Objects.requireNonNull(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException exception) {
            throw new RequestRefused(Problem.malformedRequest());
        }
    }
}
