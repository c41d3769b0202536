package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run never looks better in its record, report and exit code than it was. */
class RunRecordIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    /** The report step fails after the publication: the exit code must not be 0. */
    @Test
    void aRunWhoseReportIsLostDoesNotExit0() {
        rows.event(1);
        mart.run();
        refuseReports();
        int exitCode;
        try {
            exitCode = mart.run().exitCode();
        } catch (RunFailure failure) {
            exitCode = failure.exitCode();
        }
        assertThat(exitCode).isNotZero();
    }

    /** Spring Batch's own tables fail in the middle of a run: nothing is published. */
    @Test
    void aRunWhoseBatchHistoryFailsDoesNotExit0() {
        rows.event(1);
        mart.run();
        rows.order(10, 1, "paid_at=2024-01-15T12:00Z");
        Hearing hearing =
                new Hearing()
                        .at(
                                "compute",
                                1,
                                () ->
                                        mart.store.execute(
                                                "revoke all on batch.batch_step_execution from daybook_writer"));
        int exitCode;
        Long generation = null;
        try {
            RunReport report =
                    mart.runner(hearing).run(new RunRequest.Nightly(RunRequest.Verification.NEVER));
            exitCode = report.exitCode();
            generation = report.generation();
        } catch (RunFailure failure) {
            exitCode = failure.exitCode();
        }
        assertThat(StoreState.lastRun(mart) + " exit " + exitCode + " generation " + generation)
                .isEqualTo("run | failed | 1 exit 1 generation null");
    }

    @Test
    void messagesOfTheHorizonStandInTheReport() {
        rows.event(1);
        mart.source.execute(
                """
                do $$ begin
                    if not exists (select from pg_roles where rolname = 'daybook_test_blind') then
                        create role daybook_test_blind login password 'daybook_test_blind';
                    end if;
                end $$;
                grant usage on schema events to daybook_test_blind;
                grant select on all tables in schema events to daybook_test_blind;
                """);
        var settings = mart.sourceSettings();
        RunReport report =
                new MartRunner(
                                EventsMart.MART,
                                new SourceSettings(
                                        settings.url(),
                                        new Credentials("daybook_test_blind", "daybook_test_blind"),
                                        settings.schema(),
                                        settings.overlap(),
                                        settings.longestTransaction(),
                                        Optional.empty()),
                                mart.storeSettings(),
                                new Hearing())
                        .run(new RunRequest.Nightly(RunRequest.Verification.NEVER));
        assertThat(report.messages()).hasSize(1);
    }

    @Test
    void planSaysWhyItListsAgainWhatARunHasJustPublished() {
        rows.event(1).order(10, 1, "paid_at=2024-01-15T12:00Z");
        mart.run();
        assertThat(mart.plan().messages()).isEmpty();
        var settings = mart.sourceSettings();
        MartRunner overlapping =
                new MartRunner(
                        EventsMart.MART,
                        new SourceSettings(
                                settings.url(),
                                settings.credentials(),
                                settings.schema(),
                                Duration.ofSeconds(60),
                                settings.longestTransaction(),
                                Optional.empty()),
                        mart.storeSettings(),
                        new Hearing());
        overlapping.run(new RunRequest.Nightly(RunRequest.Verification.NEVER));
        assertThat(overlapping.plan().work()).isNotEmpty();
        assertThat(overlapping.plan().messages())
                .containsExactly(
                        "Slices that changed less than 60 s before the last as-of are listed again"
                                + " (source.overlap); run replaces only what differs.");
    }

    /** Views over stored tables are planned for the same reason as the others. */
    @Test
    void planOfAMartNeverPublishedSaysFirstBuildForEveryView() {
        assertThat(mart.plan().work())
                .allSatisfy(
                        work -> assertThat(work.reason()).as(work.view()).isEqualTo("first build"));
    }

    /** Killed between the last window's done_at and finished_at: merge() of no reports. */
    @Test
    void aBackfillKilledAfterItsLastWindowGoesOn() {
        rows.event(1).order(10, 1, "paid_at=2024-01-15T12:00Z");
        mart.run();
        mart.backfill(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 31));
        mart.store.execute("update daybook.backfill set finished_at = null");
        assertThatCode(() -> mart.backfill(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 31)))
                .doesNotThrowAnyException();
    }

    @Test
    void aBackfillWhoseRangeEndsBeforeItBeginsIsAUsageError() {
        rows.event(1);
        mart.run();
        assertThatCode(() -> mart.backfill(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 1, 1)))
                .hasMessageContaining("2024-01-31");
    }

    /** (b) The parts after a failed one must not hide its error. */
    @Test
    void aFailedPartIsReportedByItsOwnErrorAndNoFurtherPartIsComputed() {
        rows.event(1).order(10, 1, "paid_at=2024-01-15T12:00Z");
        Hearing hearing =
                new Hearing()
                        .at(
                                "compute",
                                1,
                                () -> {
                                    dropStagingOf(1);
                                    dropStagingOf(2);
                                });
        assertThatCode(
                        () ->
                                mart.runner(hearing)
                                        .run(new RunRequest.Nightly(RunRequest.Verification.NEVER)))
                .hasMessageContaining("events_%s_run1\" does not exist".formatted(viewOf(1)));
    }

    private void dropStagingOf(int part) {
        mart.store.execute("drop table staging.events_%s_run1".formatted(viewOf(part)));
    }

    private String viewOf(int part) {
        return mart.store.value("select view from daybook.plan_part where part = " + part);
    }

    /** The publication's transaction records bad rows: a run killed after it has forgotten none. */
    @Test
    void aBadRowOfARunWithoutReportIsNamedByTheNextOne() {
        rows.event(1);
        mart.run();
        rows.order(10, 1, "status=paid");
        refuseReports();
        assertThatCode(mart::run).isInstanceOf(RunFailure.class);
        mart.store.execute("drop trigger refuse on daybook.run");

        RunReport next = mart.run();

        assertThat(next.exitCode()).isEqualTo(3);
        assertThat(next.badRows()).extracting(RunReport.BadRow::key).containsExactly(10L);
        assertThat(mart.store.rows("select outcome, generation from daybook.run order by run_id"))
                .containsExactly("published | 1", "published | 2", "published | 3");
    }

    private void refuseReports() {
        mart.store.execute(
                """
                create function daybook.refuse() returns trigger language plpgsql as
                $$ begin if new.ended_at is not null then raise 'no room'; end if; return new; end $$;
                create trigger refuse before update on daybook.run
                    for each row execute function daybook.refuse();
                """);
    }
}
