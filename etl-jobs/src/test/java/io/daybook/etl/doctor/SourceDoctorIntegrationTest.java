package io.daybook.etl.doctor;

import static io.daybook.etl.doctor.Finding.Status.OK;
import static io.daybook.etl.doctor.Finding.Status.PROBLEM;
import static io.daybook.etl.doctor.Finding.Status.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.Databases;
import io.daybook.etl.testing.EventsRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every check of a source, provoked; its statements run as they are printed; looked at again. */
class SourceDoctorIntegrationTest {

    private final Patient patient = new Patient();

    @AfterEach
    void dropRole() {
        patient.close();
    }

    @Test
    void findsNothingWrongWithAHealthyMart() {
        new EventsRows(patient.mart).event(1, "timezone=Europe/Berlin");
        patient.mart.run();

        DoctorReport report = patient.examine();

        assertThat(report.findings())
                .extracting(finding -> finding.check() + " " + finding.status())
                .containsExactly(
                        "source ok",
                        "contract ok",
                        "rights to read ok",
                        "rights to write ok",
                        "horizon ok",
                        "open transactions ok",
                        "indexes ok",
                        "statistics ok",
                        "zones of entities ok",
                        "rules of views ok",
                        "run under way ok",
                        "last run ok",
                        "left out ok",
                        "zones of the servers ok",
                        "clocks ok");
        assertThat(report.exitCode()).isZero();
        assertThat(Patient.finding(report, "horizon").found())
                .isEqualTo(
                        "open transactions are visible; source.overlap 1m,"
                                + " source.longest-transaction 1h, max_prepared_transactions "
                                + patient.mart.source.value("show max_prepared_transactions"));
        assertThat(Patient.finding(report, "zones of the servers").found())
                .isEqualTo("the 1 zones in use have the same local times on both");
    }

    @Test
    void namesABrokenContractAndGoesOn() {
        patient.mart.change("alter table refund rename column amount to total");
        DoctorReport report = patient.examine();
        assertThat(Patient.finding(report, "contract"))
                .extracting(Finding::status, Finding::found)
                .containsExactly(PROBLEM, "events.refund.amount: missing (expected numeric(18,4))");
        assertThat(report.exitCode()).isEqualTo(4);
        assertThat(report.findings()).hasSize(15);

        patient.mart.change("alter table refund rename column total to amount");
        assertThat(patient.source("contract").status()).isEqualTo(OK);
    }

    @Test
    void printsTheGrantsThatReadingNeeds() {
        Patient.run(
                patient.mart.source,
                List.of(
                        "revoke usage on schema events from " + patient.role,
                        "revoke select on events.refund from " + patient.role));
        Finding rights = patient.source("rights to read");
        assertThat(rights.status()).isEqualTo(PROBLEM);
        assertThat(rights.statements())
                .containsExactly(
                        "grant usage on schema events to %s;".formatted(patient.role),
                        "grant select on events.refund to %s;".formatted(patient.role));

        Patient.run(patient.mart.source, rights.statements());
        assertThat(patient.source("rights to read").status()).isEqualTo(OK);
    }

    @Test
    void warnsOfARoleThatMayWrite() {
        Patient.run(
                patient.mart.source,
                List.of(
                        "grant insert, update on events.ticket to " + patient.role,
                        "grant delete on events.refund to public",
                        "grant update (value) on events.answer to " + patient.role,
                        "grant create on schema events to " + patient.role));
        Finding rights = patient.source("rights to write");
        assertThat(rights.status()).isEqualTo(WARNING);
        assertThat(rights.statements())
                .containsExactlyInAnyOrder(
                        "revoke insert, update on events.ticket from %s;".formatted(patient.role),
                        "revoke delete on events.refund from public;",
                        "revoke update (value) on events.answer from %s;".formatted(patient.role),
                        "revoke create on schema events from %s;".formatted(patient.role));

        Patient.run(patient.mart.source, rights.statements());
        assertThat(patient.source("rights to write").status()).isEqualTo(OK);
    }

    @Test
    void warnsOfASuperuser() {
        Finding rights =
                Patient.finding(patient.examine(patient.mart.sourceSettings()), "rights to write");
        assertThat(rights)
                .extracting(Finding::status, Finding::found)
                .containsExactly(
                        WARNING, "role %s is a superuser".formatted(patient.mart.source.user()));
        assertThat(rights.statements())
                .startsWith("create role daybook_source login password '<choose one>';")
                .contains("grant select on events.ticket_order to daybook_source;")
                .endsWith("grant pg_read_all_stats to daybook_source;");
    }

    @Test
    void printsTheGrantThatShowsOpenTransactions() {
        Patient.run(patient.mart.source, List.of("revoke pg_read_all_stats from " + patient.role));
        Finding horizon = patient.source("horizon");
        assertThat(horizon.status()).isEqualTo(WARNING);
        assertThat(horizon.found()).startsWith("open transactions of other roles are not visible");
        assertThat(horizon.statements())
                .containsExactly("grant pg_read_all_stats to %s;".formatted(patient.role));

        Patient.run(patient.mart.source, horizon.statements());
        assertThat(patient.source("horizon").status()).isEqualTo(OK);
    }

    @Test
    void namesTheSessionThatHoldsTheHorizonBack() throws SQLException {
        try (Connection open = patient.mart.source.connect();
                Statement statement = open.createStatement();
                Connection source = Databases.source(patient.source())) {
            statement.execute("set application_name = 'forgotten'");
            open.setAutoCommit(false);
            statement.execute("select 1");
            HorizonSight sight = new HorizonSight(patient.source(), source);
            Finding held = sight.holders(Duration.ZERO);
            assertThat(held.status()).isEqualTo(WARNING);
            assertThat(held.found()).matches("pid \\d+, application forgotten, open for 0 min");
            assertThat(sight.holders(HorizonSight.OLD).status()).isEqualTo(OK);

            Patient.run(patient.mart.source, held.statements());
            awaitTheEndOf("forgotten");
            assertThat(sight.holders(Duration.ZERO).status()).isEqualTo(OK);
        }
    }

    /** A terminated session takes its time. */
    private void awaitTheEndOf(String application) {
        String sessions =
                "select count(*) from pg_stat_activity, pg_sleep(0.05) where datname ="
                        + " current_database() and application_name = '%s'".formatted(application);
        while (!patient.mart.source.value(sessions).equals("0")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void namesThePreparedTransactionThatHoldsTheHorizonBack() {
        Patient.run(
                patient.mart.source,
                List.of(
                        "begin",
                        "update events.event set name = name",
                        "prepare transaction 'two-phase'"));
        Finding held = patient.source("open transactions");
        assertThat(held.status()).isEqualTo(WARNING);
        assertThat(held.found())
                .isEqualTo(
                        "prepared transaction two-phase of %s, prepared 0 min ago, may have begun 60 min earlier"
                                .formatted(patient.mart.source.user()));
        assertThat(held.statements()).containsExactly("rollback prepared 'two-phase';");

        Patient.run(patient.mart.source, held.statements());
        assertThat(patient.source("open transactions").status()).isEqualTo(OK);
    }

    @Test
    void printsAnalyzeForTablesThatNeverWere() {
        patient.mart.change("create table copy (like refund including all)");
        patient.mart.change("drop table refund");
        patient.mart.change("alter table copy rename to refund");
        Finding statistics = patient.source("statistics");
        assertThat(statistics)
                .extracting(Finding::status, Finding::statements)
                .containsExactly(WARNING, List.of("analyze events.refund;"));

        Patient.run(patient.mart.source, statistics.statements());
        assertThat(patient.source("statistics").status()).isEqualTo(OK);
    }

    @Test
    void countsEntitiesInAnUnknownZone() {
        new EventsRows(patient.mart)
                .event(1, "timezone=Europe/Londn")
                .event(2, "timezone=Europe/Londn")
                .event(3, "timezone=Asia/Tokyo");
        Finding zones = patient.source("zones of entities");
        assertThat(zones)
                .extracting(Finding::status, Finding::found)
                .containsExactly(WARNING, "2 rows of event with zone Europe/Londn");
        assertThat(zones.statements())
                .containsExactly(
                        "update \"events\".event set timezone = 'Europe/London', updated_at ="
                                + " clock_timestamp() where timezone = 'Europe/Londn';");

        Patient.run(patient.mart.source, zones.statements());
        assertThat(patient.source("zones of entities").status()).isEqualTo(OK);
    }

    @Test
    void warnsOfAClockThatIsFarOff() {
        patient.clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
        Finding clocks = patient.source("clocks");
        assertThat(clocks.status()).isEqualTo(WARNING);
        assertThat(clocks.found())
                .matches(
                        "source \\+(599|60\\d)\\.\\d s, store \\+(599|60\\d)\\.\\d s against this"
                                + " computer \\(expected less than 5 s\\)");
    }

    @Test
    void goesOnWithoutASource() {
        DoctorReport report =
                patient.examine(
                        patient.source(
                                new Credentials(patient.role, "wrong"),
                                "jdbc:postgresql://localhost:1/none"));
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.findings())
                .extracting(finding -> finding.check() + " " + finding.status())
                .containsExactly(
                        "source problem",
                        "rules of views ok",
                        "run under way ok",
                        "last run warning",
                        "left out ok");
        assertThat(report.findings().get(0).found())
                .startsWith("Cannot connect to the source at jdbc:postgresql://localhost:1/none");
    }
}
