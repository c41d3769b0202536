package io.daybook.api.reports;

import io.daybook.api.guard.Caller;
import io.daybook.api.problem.Problem;
import io.daybook.api.problem.RequestRefused;
import io.daybook.api.reports.query.ReportView;

/** The one place where reports ask what a caller may read. */
final class ReportAccess {

    private ReportAccess() {}

    /**
     * {@code metrics:reports}.
     *
     * @throws RequestRefused 403 without it
     */
    static void requireReports(Caller caller) {
        if (!mayReport(caller)) {
            throw new RequestRefused(Problem.notPermitted("metrics:reports"));
        }
    }

    /**
     * {@code metrics:finance} for a view that says so.
     *
     * @throws RequestRefused 403 without it
     */
    static void requireView(Caller caller, ReportView view) {
        if (!mayRead(caller, view)) {
            throw new RequestRefused(Problem.notPermitted("metrics:finance"));
        }
    }

    /** Whether a view is in the caller's list. */
    static boolean mayRead(Caller caller, ReportView view) {
        return !view.view().finance() || caller.roles().contains("owner");
    }

    private static boolean mayReport(Caller caller) {
        return caller.roles().contains("owner") || caller.roles().contains("analyst");
    }
}
