package io.daybook.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.daybook.cli.faults.Gate.Place;
import io.daybook.etl.testing.ChangedMart;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run is killed (SIGKILL) while a statement of its waits in the server. The test never lets that
 * statement go on: the server must notice by itself that its client is gone, end it and give back
 * what it has locked, or the next run could not do its work.
 */
class KilledRunIntegrationTest {

    private final ChangedMart changed = new ChangedMart();

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"REPORTING"},
            mode = EnumSource.Mode.EXCLUDE)
    void leavesTheOldGenerationAndTheNextRunPublishes(Place place) {
        try (Gate gate = Gate.at(place, changed.mart)) {
            killAt(gate);

            changed.assertOldGenerationStands();
            gate.letNewcomersPass();
            assertNextRunPublishes(2);
            awaitNobodyWaits(gate);
        }
        assertThat(
                        changed.mart.store.rows(
                                "select outcome, exit_code, message from daybook.run"
                                        + " where run_id > 1 and generation is null"))
                .isSubsetOf("failed | 1 | its process ended without a report");
        assertThat(
                        changed.mart.store.rows(
                                "select status from batch.batch_job_execution"
                                        + " where end_time is null"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"REPORTING"})
    void keepsWhatWasPublishedBeforeItsReport(Place place) {
        try (Gate gate = Gate.at(place, changed.mart)) {
            killAt(gate);

            changed.assertNewGenerationStands(2);
            gate.letNewcomersPass();
            assertNextRunPublishes(3);
            awaitNobodyWaits(gate);
        }
        assertThat(changed.outcome(2)).isEqualTo("published | - | 2");
        assertThat(changed.message(2)).isEqualTo("its process ended without a report");
    }

    private void assertNextRunPublishes(long generation) {
        assertTimeoutPreemptively(
                Duration.ofMinutes(3),
                () -> {
                    while (isBusy()) {
                        Thread.sleep(100);
                    }
                    changed.assertNextRunPublishes(generation);
                },
                "the server keeps what the killed run has locked");
    }

    /** Closing the gate would let a killed run's statement go on that the server has not ended. */
    private static void awaitNobodyWaits(Gate gate) {
        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> {
                    while (gate.waiting() > 0) {
                        Polling.pause();
                    }
                },
                "the server goes on with a statement of the killed run");
    }

    /** The server asks once a second whether the client of a waiting statement is still there. */
    private boolean isBusy() {
        return changed.mart
                .store
                .value(
                        "select exists (select from pg_locks as l join pg_stat_activity as a using (pid)"
                                + " where l.locktype = 'advisory' and l.granted"
                                + " and a.datname = current_database()"
                                + " and a.application_name = 'daybook run events')")
                .equals("t");
    }

    private void killAt(Gate gate) {
        try (DaybookProcess process = DaybookProcess.run(changed.mart)) {
            gate.awaitArrival(process);
            process.kill();
        }
    }
}
