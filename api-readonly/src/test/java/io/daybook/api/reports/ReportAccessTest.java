package io.daybook.api.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.guard.Caller;
import io.daybook.api.guard.Permission;
import io.daybook.api.problem.RequestRefused;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportAccessTest {

    @Test
    void letsThoseReportWhoMay() {
        assertThatCode(() -> ReportAccess.requireReports(caller(Permission.REPORTS)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesReaders() {
        assertThatThrownBy(() -> ReportAccess.requireReports(caller(Permission.READ)))
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(403));
    }

    private static Caller caller(Permission... permissions) {
        return new Caller("demo", List.of("any"), Set.of(permissions), null);
    }
}
