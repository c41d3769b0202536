package io.daybook.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.answer.AnswerCache.Key;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.cache.concurrent.ConcurrentMapCache;

@Timeout(60)
class SharedAnswersTest {

    private static final Standing STANDING =
            new Standing(7, Instant.parse("2026-03-15T12:00:00.123456Z"), true);

    private final Failing cache = new Failing();

    /** As Redis, but for what is wrong with it. */
    private static final class Failing extends ConcurrentMapCache {
        private final AtomicInteger uses = new AtomicInteger();
        private volatile boolean away;

        Failing() {
            super("answers");
        }

        @Override
        protected @org.jspecify.annotations.Nullable Object lookup(Object key) {
            uses.incrementAndGet();
            if (away) {
                throw new IllegalStateException("no cache");
            }
            return super.lookup(key);
        }
    }

    @Test
    void anotherServerFindsWhatOneKept() {
        try (SharedAnswers one = shared("5");
                SharedAnswers other = shared("5");
                SharedAnswers otherwise = shared("6")) {
            one.put(key("acme", "owner"), answer("{\"a\":\n1}"));
            Answer found = other.find(key("acme", "owner")).orElseThrow();
            assertThat(found.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":\n1}");
            assertThat(found.standing()).isEqualTo(STANDING);
            assertThat(found.tag()).isEqualTo(new EntityTag("\"tag\""));
            assertThat(other.find(key("demo", "owner"))).as("another tenant").isEmpty();
            assertThat(other.find(key("acme", "viewer"))).as("other roles").isEmpty();
            assertThat(otherwise.find(key("acme", "owner"))).as("other settings").isEmpty();
        }
    }

    /** Whatever a tenant is called, its keys begin with its name and with no other's. */
    @Test
    void keysBeginWithTheTenant() {
        try (SharedAnswers answers = shared("5")) {
            for (String tenant : List.of("a", "a:7", "a:7:5", "ä b\n%3A*")) {
                answers.put(key(tenant, "owner"), answer(tenant));
            }
            assertThat(cache.getNativeCache().keySet())
                    .map(key -> key.toString().substring(0, key.toString().indexOf(':') + 10))
                    .containsExactlyInAnyOrder(
                            "a:events:7:",
                            "a%3A7:events:7:",
                            "a%3A7%3A5:events:7:",
                            "%C3%A4+b%0A%253A*:events:7:");
            assertThat(answers.find(key("a", "owner")).orElseThrow().body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("a");
        }
    }

    @Test
    void whatIsNoneOfOursIsNotThere() {
        try (SharedAnswers answers = shared("5")) {
            answers.put(key("acme", "owner"), answer("{}"));
            Object key = cache.getNativeCache().keySet().iterator().next();
            for (String foreign :
                    List.of(
                            "",
                            "{}",
                            "daybook-answer-2\n7 2026-03-15T12:00:00Z true\n\"t\"\n{}",
                            "daybook-answer-1\nseven 2026-03-15T12:00:00Z true\n\"t\"\n{}",
                            "daybook-answer-1\n7 noon true\n\"t\"\n{}",
                            "daybook-answer-1\n7 2026-03-15T12:00:00Z\n\"t\"\n{}",
                            "daybook-answer-1\n7 2026-03-15T12:00:00Z true\n\"t\"")) {
                cache.put(key, foreign.getBytes(StandardCharsets.UTF_8));
                assertThat(answers.find(key("acme", "owner"))).as(foreign).isEmpty();
            }
        }
    }

    /** One request pays for the discovery, the following do not; it is found again by itself. */
    @Test
    void aCacheThatFailsIsLeftAloneUntilItAnswers() throws Exception {
        try (SharedAnswers answers = shared("5")) {
            answers.put(key("acme", "owner"), answer("{}"));
            cache.away = true;
            assertThat(answers.find(key("acme", "owner"))).isEmpty();
            assertThat(answers.answering()).isFalse();
            cache.away = false;
            await(answers::answering);
            assertThat(answers.find(key("acme", "owner"))).isPresent();
        }
        try (SharedAnswers patient =
                new SharedAnswers(cache, new AnswerSettings("5"), Duration.ofDays(1))) {
            await(patient::answering);
            cache.away = true;
            patient.find(key("acme", "owner"));
            int uses = cache.uses.get();
            for (int request = 0; request < 5; request++) {
                assertThat(patient.find(key("acme", "owner"))).isEmpty();
                patient.put(key("acme", "owner"), answer("{}"));
            }
            assertThat(cache.uses).hasValue(uses);
        }
    }

    @Test
    void aRequestThatOutlivesTheEndDoesNotFail() {
        SharedAnswers answers = shared("5");
        answers.close();
        cache.away = true;
        assertThat(answers.find(key("acme", "owner"))).isEmpty();
    }

    /** The cache of the process asks it for what it lacks, and takes only what is current. */
    @Test
    void theProcessTakesOnlyWhatIsCurrent() {
        try (SharedAnswers answers = shared("5")) {
            AnswerCache one = cacheOf(answers, true);
            AnswerCache other = cacheOf(answers, true);
            AnswerCache restored = cacheOf(answers, false);
            one.get(key("acme", "owner"), () -> answer("first"));
            assertThat(text(other.get(key("acme", "owner"), () -> answer("second"))))
                    .isEqualTo("first");
            assertThat(text(restored.get(key("acme", "owner"), () -> answer("third"))))
                    .isEqualTo("third");
            // and did not give its own away
            assertThat(text(cacheOf(answers, true).find(key("acme", "owner")).orElseThrow()))
                    .isEqualTo("first");
        }
    }

    private static AnswerCache cacheOf(SharedAnswers answers, boolean current) {
        return new AnswerCache(Optional.of(answers), (key, standing) -> current);
    }

    private SharedAnswers shared(String settings) {
        SharedAnswers answers =
                new SharedAnswers(cache, new AnswerSettings(settings), Duration.ofMillis(10));
        try {
            await(answers::answering);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return answers;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private static Key key(String tenant, String role) {
        return new Key(
                tenant, new TreeSet<>(List.of(role)), "events", 7, "/api/v1/events?limit=20");
    }

    private static Answer answer(String body) {
        return new Answer(
                STANDING, new EntityTag("\"tag\""), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Answer answer) {
        return new String(Objects.requireNonNull(answer).body(), StandardCharsets.UTF_8);
    }
}
