package io.daybook.api.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.answer.AnswerCache.Key;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {

    private final AnswerCache cache = new AnswerCache();

    @Test
    void manyAtOnceWaitForOneReading() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(
                        threads.submit(
                                () ->
                                        cache.get(
                                                key("demo", 1),
                                                () -> {
                                                    readings.incrementAndGet();
                                                    begun.countDown();
                                                    await(finish);
                                                    return answer("a");
                                                })));
            }
            begun.await();
            // meanwhile other questions are answered, and this one is not there yet
            assertThat(cache.get(key("acme", 1), () -> answer("b")).body()).hasSize(1);
            assertThat(cache.find(key("demo", 1))).isEmpty();
            finish.countDown();
            Answer first = answers.get(0).get();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get()).isSameAs(first);
            }
            assertThat(readings).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aReadingThatFailsIsNotKept() {
        IllegalStateException failure = new IllegalStateException("no store");
        assertThatThrownBy(
                        () ->
                                cache.get(
                                        key("demo", 1),
                                        () -> {
                                            throw failure;
                                        }))
                .isSameAs(failure);
        assertThat(cache.get(key("demo", 1), () -> answer("a")).body()).hasSize(1);
    }

    /** Its failure is not theirs: each gets an answer, or a failure, of its own. */
    @Test
    void whoeverWaitedForAFailedReadingReadsHimself() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch fail = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Answer> failing =
                    threads.submit(
                            () ->
                                    cache.get(
                                            key("demo", 1),
                                            () -> {
                                                begun.countDown();
                                                await(fail);
                                                throw new IllegalStateException("no store");
                                            }));
            begun.await();
            Future<Answer> waiting =
                    threads.submit(() -> cache.get(key("demo", 1), () -> answer("own")));
            fail.countDown();
            assertThatThrownBy(failing::get).hasRootCauseMessage("no store");
            assertThat(waiting.get().body()).hasSize(3);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void keepsThePublicationBeforeTheNewestOnly() {
        for (long generation = 1; generation <= 4; generation++) {
            cache.put(key("demo", generation), answer("a"));
        }
        cache.advance("venues", 9);
        assertThat(cache.find(key("demo", 1))).isPresent();
        cache.advance("events", 4);
        assertThat(cache.find(key("demo", 2))).isEmpty();
        assertThat(cache.find(key("demo", 3))).isPresent();
        assertThat(cache.find(key("demo", 4))).isPresent();
    }

    private static Key key(String tenant, long generation) {
        return new Key(tenant, new TreeSet<>(), "events", generation, "events");
    }

    private static Answer answer(String body) {
        return new Answer(
                Standing.NONE, new EntityTag("\"t\""), body.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
