package io.daybook.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InterruptionTest {

    private final Interruption interruption = new Interruption();
    private final List<String> log = new CopyOnWriteArrayList<>();

    @Test
    void asksTheInnermostWorkToStopAndWaitsForTheEnd() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        CompletableFuture<Void> command =
                CompletableFuture.runAsync(
                        () -> {
                            interruption.onSignal(
                                    () -> log.add("outer"),
                                    () ->
                                            interruption.onSignal(
                                                    stopped::countDown,
                                                    () -> {
                                                        working.countDown();
                                                        await(stopped);
                                                        log.add("closed up");
                                                        return 0;
                                                    }));
                            log.add("printed");
                            interruption.finished();
                        });
        await(working);
        interruption.signal();
        log.add("hook returned");
        command.get(10, TimeUnit.SECONDS);
        assertThat(interruption.signalled()).isTrue();
        assertThat(log).containsExactly("closed up", "printed", "hook returned");
    }

    @Test
    void endsWaitingUntilASignalComes() throws Exception {
        CompletableFuture<Void> serving =
                CompletableFuture.runAsync(
                        () -> {
                            interruption.await();
                            interruption.finished();
                        });
        while (!serving.isDone()) {
            interruption.signal();
            Thread.onSpinWait();
        }
        serving.get(10, TimeUnit.SECONDS);
    }

    @Test
    void doesNothingWhenTheCommandIsOver() {
        interruption.finished();
        interruption.signal();
        assertThat(interruption.signalled()).isFalse();
    }

    @Test
    void doesNotWaitWhenNothingCanBeStopped() {
        interruption.onSignal(() -> log.add("stopped"), () -> 0);
        interruption.signal();
        assertThat(log).isEmpty();
        assertThat(interruption.signalled()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
