package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is stopped or fails publishes nothing half, and the next one goes on. */
class InterruptionIntegrationTest {

    private static final RunRequest RUN = new RunRequest.Nightly(RunRequest.Verification.NEVER);

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @BeforeEach
    void publishAndChange() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
    }

    @Test
    void stopDuringComputeEndsTheRunUnpublished() {
        List<String> before = StoreState.published(mart);
        AtomicReference<MartRunner> runner = new AtomicReference<>();
        runner.set(mart.runner(new Hearing().at("compute", 1, () -> runner.get().stop())));

        RunFailure failure = failure(runner.get());

        assertThat(failure.exitCode()).isEqualTo(130);
        assertThat(failure)
                .hasMessage(
                        "Run 2 of events was stopped (nothing of it was published; the next run goes on)");
        assertThat(StoreState.lastRun(mart)).isEqualTo("run | stopped | 130");
        assertThat(outcome()).isEqualTo("1 | stopped");
        assertThat(StoreState.published(mart)).isEqualTo(before);
        assertNextRunCompletes();
    }

    @Test
    void stopBeforeTheRunBeginsEndsItToo() {
        MartRunner runner = mart.runner(new Hearing());
        runner.stop();

        assertThat(failure(runner).exitCode()).isEqualTo(130);
        assertThat(StoreState.lastRun(mart)).isEqualTo("run | stopped | 130");
        assertNextRunCompletes();
    }

    @Test
    void aSourceThatFailsMidRunIsRecorded() {
        List<String> before = StoreState.published(mart);
        Hearing hearing =
                new Hearing()
                        .at(
                                "compute",
                                1,
                                () ->
                                        mart.source.rows(
                                                "select pg_terminate_backend(pid)"
                                                        + " from pg_stat_activity"
                                                        + " where datname = current_database()"
                                                        + " and application_name = 'daybook'"));

        RunFailure failure = failure(mart.runner(hearing));

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(StoreState.lastRun(mart)).isEqualTo("run | failed | 1");
        assertThat(mart.store.value("select message from daybook.run order by run_id desc limit 1"))
                .isEqualTo(failure.getMessage());
        assertThat(outcome()).isEqualTo("1 | failed");
        assertThat(StoreState.published(mart)).isEqualTo(before);
        assertNextRunCompletes();
    }

    @Test
    void aRunWhoseProcessDiedIsClosedByTheNext() {
        // what a killed process leaves behind: its run and its batch execution are open
        mart.store.execute(
                """
                insert into daybook.run (mart, command, fence_token)
                select 'events', 'run', token from daybook.fence;
                update batch.batch_job_execution
                set status = 'STARTED', exit_code = 'UNKNOWN', end_time = null;
                update batch.batch_step_execution
                set status = 'STARTED', exit_code = 'UNKNOWN', end_time = null
                where step_name = 'publish';
                """);

        assertNextRunCompletes();

        assertThat(
                        mart.store.rows(
                                "select outcome, exit_code, message from daybook.run where run_id = 2"))
                .containsExactly("failed | 1 | its process ended without a report");
        assertThat(
                        mart.store.rows(
                                "select status from batch.batch_job_execution order by job_execution_id"))
                .containsExactly("FAILED", "COMPLETED");
    }

    private void assertNextRunCompletes() {
        RunReport next = mart.run();
        assertThat(next.exitCode()).isZero();
        assertThat(next.generation()).isEqualTo(2);
        assertThat(outcome()).isEqualTo("2 | published");
        assertThat(mart.differences()).isEmpty();
        assertThat(mart.store.value("select count(*) from events.event_daily_sales"))
                .isEqualTo("2");
    }

    private String outcome() {
        return mart.store.value("select generation, last_run_outcome from daybook.mart_state");
    }

    private static RunFailure failure(MartRunner runner) {
        RunFailure failure = catchThrowableOfType(RunFailure.class, () -> runner.run(RUN));
        assertThat(failure).as("a RunFailure").isNotNull();
        return failure;
    }
}
