package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.ChangedMart;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.testing.TestDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server fails over in the middle of a run: all its sessions end at once, before some message of
 * the run's, which a seed chooses.
 */
@Tag("connections")
class TerminatedBackendsIntegrationTest {

    private static int messagesOfARun;

    /** Counted on a run that nothing happens to. */
    @BeforeAll
    static void countMessages() throws IOException {
        AtomicInteger messages = new AtomicInteger();
        BiConsumer<TcpProxy.Connection, String> count =
                (connection, message) -> messages.incrementAndGet();
        ChangedMart changed = new ChangedMart();
        try (ProxiedMart proxied = new ProxiedMart(changed.mart, "", count, count)) {
            proxied.runner().run(ChangedMart.RUN);
        }
        messagesOfARun = messages.get();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void leavesOneGenerationOrTheOther(int seed) throws Exception {
        assertSurvives(seed);
    }

    @Test
    @Tag("long")
    @Timeout(3600)
    void leavesOneGenerationOrTheOtherWhateverTheMoment() throws Exception {
        for (int seed = 1000; seed < 1200; seed++) {
            assertSurvives(seed);
        }
    }

    private static void assertSurvives(int seed) throws Exception {
        ChangedMart changed = new ChangedMart();
        int moment = 1 + new Random(seed).nextInt(messagesOfARun);
        String which = "seed %d: before message %d".formatted(seed, moment);
        AtomicInteger messages = new AtomicInteger();
        FutureTask<Void> end = new FutureTask<>(() -> endSessions(changed.mart), null);
        BiConsumer<TcpProxy.Connection, String> failover =
                (connection, message) -> {
                    if (messages.incrementAndGet() == moment) {
                        end.run();
                    }
                };
        long published = 0;
        try (ProxiedMart proxied = new ProxiedMart(changed.mart, "", failover, failover)) {
            RunReport report = proxied.runner().run(ChangedMart.RUN);
            assertThat(report.exitCode()).as(which).isZero();
            published = report.generation();
        } catch (RunFailure failure) {
            assertThat(failure.exitCode()).as(which).isEqualTo(1);
            assertThat(failure).as(which).hasMessageNotContaining("unknown");
        }
        // a run may be over before the last of its sessions: those of the next one are to live
        if (messages.getAndSet(Integer.MIN_VALUE) >= moment) {
            end.get();
        }
        if (published == 2) {
            assertThat(changed.outcome(2)).as(which).isEqualTo("published | 0 | 2");
            changed.assertNewGenerationStands(2);
            changed.assertNextRunPublishes(3);
        } else {
            changed.assertOldGenerationStands();
            // there is none when the sessions ended before the run took its number
            assertThat(
                            changed.mart.store.rows(
                                    "select outcome, exit_code from daybook.run where run_id > 1"))
                    .as(which)
                    .isSubsetOf("failed | 1");
            changed.assertNextRunPublishes(2);
        }
    }

    private static void endSessions(EventsMart mart) {
        for (TestDatabase database : List.of(mart.store, mart.source)) {
            database.rows(
                    """
                    select pg_terminate_backend(pid, 10000)
                    from pg_stat_activity
                    where datname = current_database() and application_name like 'daybook%'
                    """);
        }
    }
}
