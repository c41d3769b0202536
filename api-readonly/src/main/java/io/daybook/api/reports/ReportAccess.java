package io.daybook.api.reports;

import io.daybook.api.guard.Caller;
import io.daybook.api.guard.Permission;
import io.daybook.api.reports.query.ReportView;

/** The one place where reports ask what a caller may read. */
final class ReportAccess {

    private ReportAccess() {}

    /**
     * {@code metrics:reports}.
     *
     * @throws io.daybook.api.problem.RequestRefused 403 without it
     */
    static void requireReports(Caller caller) {
        caller.require(Permission.REPORTS);
    }

    /**
     * {@code metrics:finance} for a view that says so.
     *
     * @throws io.daybook.api.problem.RequestRefused 403 without it
     */
    static void requireView(Caller caller, ReportView view) {
        if (view.view().finance()) {
            caller.require(Permission.FINANCE);
        }
    }

    /** Whether a view is in the caller's list. */
    static boolean mayRead(Caller caller, ReportView view) {
        return !view.view().finance() || caller.may(Permission.FINANCE);
    }
}
