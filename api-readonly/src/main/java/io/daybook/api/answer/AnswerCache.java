package io.daybook.api.answer;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.daybook.api.guard.Caller;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers of this process. The generation is part of the key, so a publication invalidates by
 * itself; the generation before is kept for when the store is away. Thread-safe.
 */
final class AnswerCache {

    // A future stands in for an answer that is being read, so that requests for the same wait for
    // one reading, while those for others are not held up: Caffeine's own loading would hold a
    // lock of its table that other keys share.
    //
    // Where servers share their answers, what this one lacks is looked for there before it is read.

    private static final long MOST_BYTES = 64L << 20;

    /** Key, references and the cache's own node; measured generously. */
    private static final int OVERHEAD = 600;

    /** Tenant first, as whose the answer is. */
    record Key(String tenant, SortedSet<String> roles, String mart, long generation, String query) {

        static Key of(Caller caller, String mart, long generation, String query) {
            return new Key(caller.tenant(), caller.roles(), mart, generation, query);
        }

        Key before() {
            return new Key(tenant, roles, mart, generation - 1, query);
        }
    }

    private final AsyncCache<Key, Answer> answers =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_BYTES)
                    .weigher((Key key, Answer answer) -> OVERHEAD + answer.body().length)
                    .buildAsync();

    private final Optional<SharedAnswers> shared;
    private final BiPredicate<Key, Standing> current;

    /** Of this process alone. */
    AnswerCache() {
        this(Optional.empty(), (key, standing) -> false);
    }

    /**
     * @param current whether an answer with that standing is one of the newest publication: a
     *     generation alone does not tell, as a store may have been restored since
     */
    AnswerCache(Optional<SharedAnswers> shared, BiPredicate<Key, Standing> current) {
        this.shared = shared;
        this.current = current;
    }

    /** An answer that is there; one that is still being read is not. */
    Optional<Answer> find(Key key) {
        return Optional.ofNullable(answers.synchronous().asMap().get(key)).or(() -> others(key));
    }

    private Optional<Answer> others(Key key) {
        return shared.flatMap(all -> all.find(key))
                .filter(answer -> current.test(key, answer.standing()));
    }

    private Answer read(Key key, Supplier<Answer> reading) {
        Answer answer = reading.get();
        if (current.test(key, answer.standing())) {
            shared.ifPresent(all -> all.put(key, answer));
        }
        return answer;
    }

    /** The answer, read if need be; what the reading throws is thrown, and not kept. */
    Answer get(Key key, Supplier<Answer> reading) {
        CompletableFuture<@Nullable Answer> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable Answer> others = answers.asMap().putIfAbsent(key, mine);
        if (others != null) {
            Answer theirs = others.join();
            // whoever waited for a reading that failed reads himself
            return theirs == null ? reading.get() : theirs;
        }
        Answer answer = null;
        try {
            answer = others(key).orElseGet(() -> read(key, reading));
            return answer;
        } finally {
            // null is forgotten; an exception would be, too, with a warning in the log for each
            mine.complete(answer);
        }
    }

    void put(Key key, Answer answer) {
        answers.synchronous().put(key, answer);
    }

    /** Forgets what is older than the publication before this one of that mart. */
    void advance(String mart, long generation) {
        answers.asMap()
                .keySet()
                .removeIf(key -> key.mart().equals(mart) && key.generation() < generation - 1);
    }
}
