package io.daybook.api.problem;

/** Ends a request with a problem. */
public final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public RequestRefused(Problem problem) {
        // control flow, not a fault: no stack
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** A parameter that is not what it has to be: 400. */
    public static RequestRefused invalid(String parameter, String value, String expected) {
        return new RequestRefused(Problem.invalid(parameter, value, expected));
    }

    /** Unknown or another tenant's: 404. */
    public static RequestRefused notFound() {
        return new RequestRefused(Problem.notFound());
    }

    public Problem problem() {
        return problem;
    }
}
