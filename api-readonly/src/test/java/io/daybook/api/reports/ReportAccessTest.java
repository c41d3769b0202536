package io.daybook.api.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.guard.Caller;
import io.daybook.api.problem.RequestRefused;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReportAccessTest {

    @Test
    void letsOwnersAndAnalystsReport() {
        assertThatCode(() -> ReportAccess.requireReports(caller("owner")))
                .doesNotThrowAnyException();
        assertThatCode(() -> ReportAccess.requireReports(caller("analyst", "viewer")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesViewersAndStrangers() {
        for (Caller caller : List.of(caller("viewer"), caller(), caller("Owner"))) {
            assertThatThrownBy(() -> ReportAccess.requireReports(caller))
                    .isInstanceOfSatisfying(
                            RequestRefused.class,
                            refused -> assertThat(refused.problem().status()).isEqualTo(403))
                    .hasMessage(
                            "This needs the permission metrics:reports, which none of the caller's"
                                    + " roles has");
        }
    }

    private static Caller caller(String... roles) {
        return new Caller("demo", new TreeSet<>(List.of(roles)));
    }
}
