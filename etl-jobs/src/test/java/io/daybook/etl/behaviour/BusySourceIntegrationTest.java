package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Verification while the source is being written to: what is only pending is no drift. */
class BusySourceIntegrationTest {

    private static final int ROUNDS = 4;
    private static final RunRequest VERIFYING_RUN =
            new RunRequest.Nightly(RunRequest.Verification.ALWAYS);

    private final EventsMart mart = EventsMart.create();

    @Test
    void verificationRaisesNoFalseAlarm() throws InterruptedException, ExecutionException {
        for (int event = 1; event <= BusySource.EVENTS; event++) {
            new EventsRows(mart).event(event);
        }
        mart.run();
        try (BusySource source = new BusySource(mart, 4)) {
            for (int round = 0; round < ROUNDS; round++) {
                source.awaitCommits(10);
                RunReport compared = mart.verify(false);
                assertThat(compared.drift()).isEmpty();
                assertThat(compared.driftCount()).isZero();
                assertThat(compared.exitCode()).isZero();
                assertThat(compared.pendingSlices()).isPositive();

                source.awaitCommits(10);
                RunReport run = mart.run(round % 2 == 0 ? VERIFYING_RUN : repair());
                assertThat(run.drift()).isEmpty();
                assertThat(run.driftCount()).isZero();
                assertThat(run.slicesReplaced()).isPositive();
            }
            source.stop();
        }
        mart.run();
        assertThat(mart.differences()).isEmpty();
        assertThat(mart.verify(false).pendingSlices()).isZero();
    }

    private static RunRequest repair() {
        return new RunRequest.Verify(Optional.empty(), Optional.empty(), List.of(), true);
    }
}
