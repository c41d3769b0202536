package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.publish.FencedOff;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.testing.ChangedMart;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run loses the mart's lock while it works, and another one takes it. */
@Tag("connections")
class ZombieIntegrationTest {

    private final ChangedMart changed = new ChangedMart();

    @ParameterizedTest
    @ValueSource(strings = {"plan", "compute", "check", "publish"})
    void doesNotPublishOnceAnotherRunHasTakenTheMart(String step) {
        RunFailure failure =
                failureOfRunThatAt(
                        step,
                        () -> {
                            endLockSession();
                            assertThat(changed.mart.run().generation()).isEqualTo(2);
                        });

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(changed.outcome(2)).isEqualTo("failed | 1 | -");
        assertThat(changed.outcome(3)).isEqualTo("published | 0 | 2");
        changed.assertNewGenerationStands(2);
        changed.assertNextRunPublishes(3);
    }

    @Test
    void saysThatItWasFencedOff() {
        RunFailure failure =
                failureOfRunThatAt(
                        "publish",
                        () -> {
                            endLockSession();
                            changed.mart.run();
                        });

        assertThat(failure).hasCauseInstanceOf(FencedOff.class);
        assertThat(failure)
                .hasMessage(
                        "This run of events lost its place: it holds fencing number 2, the newest"
                                + " is 3 (nothing of it was published; the newer run's publication"
                                + " stands)");
    }

    @Test
    void publishesWhenNobodyTookTheMart() {
        changed.mart.runner(at("compute", this::endLockSession)).run(ChangedMart.RUN);

        changed.assertNewGenerationStands(2);
    }

    private RunFailure failureOfRunThatAt(String step, Runnable deed) {
        return catchThrowableOfType(
                RunFailure.class, () -> changed.mart.runner(at(step, deed)).run(ChangedMart.RUN));
    }

    private void endLockSession() {
        assertThat(
                        changed.mart.store.rows(
                                """
                                select pg_terminate_backend(l.pid, 10000)
                                from pg_locks as l
                                where l.locktype = 'advisory' and l.database = (
                                    select oid from pg_database where datname = current_database())
                                """))
                .containsExactly("t");
    }

    private static Progress at(String wanted, Runnable deed) {
        AtomicBoolean done = new AtomicBoolean();
        return new Progress() {
            @Override
            public void step(String step, String what, long parts) {
                if (step.equals(wanted) && !done.getAndSet(true)) {
                    // another process would do it: not in the transaction of this thread's step
                    CompletableFuture.runAsync(deed).join();
                }
            }

            @Override
            public void advance(long rows) {}

            @Override
            public void message(String message) {}
        };
    }
}
