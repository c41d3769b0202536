package io.daybook.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.faults.Gate.Place;
import io.daybook.etl.testing.ChangedMart;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run gets SIGTERM or Ctrl-C while a statement of its waits in the server. */
class SignalledRunIntegrationTest {

    private final ChangedMart changed = new ChangedMart();

    @ParameterizedTest
    @CsvSource({
        "TERM, BEFORE_READING, 143",
        "INT, BEFORE_READING, 130",
        "TERM, COMPUTING, 143",
        "INT, COMPUTING, 130",
        "TERM, PUBLISHING, 143",
        "INT, PUBLISHING, 130",
        "TERM, COMMITTING, 143"
    })
    void endsUnpublishedAndTheNextRunGoesOn(String signal, Place place, int exitCode) {
        try (Gate gate = Gate.at(place, changed.mart);
                DaybookProcess process = DaybookProcess.run(changed.mart)) {
            gate.awaitArrival(process);
            process.signal(signal);
            if (place == Place.BEFORE_READING) {
                // the run has no record yet that could say that it was stopped
                gate.open();
            }
            DaybookProcess.End end = process.end();

            assertThat(end.exitCode()).as(end.err()).isEqualTo(exitCode);
            assertThat(end.out()).isEmpty();
            assertThat(end.err())
                    .contains(
                            "daybook run: Run 2 of events was stopped (nothing of it was published;"
                                    + " the next run goes on)");
            changed.assertOldGenerationStands();
            assertThat(changed.outcome(2)).isEqualTo("stopped | 130 | -");
            gate.letNewcomersPass();
            changed.assertNextRunPublishes(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void recordsWhatWasPublishedBeforeTheSignal(String signal, int exitCode) {
        try (Gate gate = Gate.at(Place.REPORTING, changed.mart);
                DaybookProcess process = DaybookProcess.run(changed.mart)) {
            gate.awaitArrival(process);
            process.signal(signal);
            gate.open();

            assertThat(process.end().exitCode()).isEqualTo(exitCode);
        }
        assertThat(changed.outcome(2)).isEqualTo("published | 0 | 2");
        changed.assertNewGenerationStands(2);
        changed.assertNextRunPublishes(3);
    }
}
