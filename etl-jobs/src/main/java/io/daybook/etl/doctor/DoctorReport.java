package io.daybook.etl.doctor;

import java.util.List;

/**
 * All findings about the store, or about one mart.
 *
 * @param mart empty for the store
 * @param reachable whether every database that was asked answered
 */
public record DoctorReport(String mart, boolean reachable, List<Finding> findings) {

    public DoctorReport {
        findings = List.copyOf(findings);
    }

    /** 1 when a database cannot be reached, 4 when there is a problem, else 0. */
    public int exitCode() {
        if (!reachable) {
            return 1;
        }
        boolean problem =
                findings.stream().anyMatch(finding -> finding.status() == Finding.Status.PROBLEM);
        return problem ? 4 : 0;
    }
}
