package io.daybook.api.token;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How often each of many may do something: a bucket of permits each, refilled evenly. Thread-safe.
 *
 * @param <K> who
 */
final class Limits<K> {

    /** Beyond these the longest unused is forgotten, that is, begins with a full bucket. */
    private static final int MOST = 100_000;

    private final LoadingCache<K, Bucket> buckets;

    Limits(int perMinute) {
        buckets =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        // a bucket left alone for a minute is full again
                        .expireAfterAccess(Duration.ofMinutes(2))
                        .build(
                                key ->
                                        Bucket.builder()
                                                .addLimit(
                                                        limit ->
                                                                limit.capacity(perMinute)
                                                                        .refillGreedy(
                                                                                perMinute,
                                                                                Duration.ofMinutes(
                                                                                        1)))
                                                .build());
    }

    /** Takes one; when there is none left, the whole seconds to wait for the next. */
    OptionalLong take(K who) {
        ConsumptionProbe probe = buckets.get(who).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return OptionalLong.empty();
        }
        long nanos = probe.getNanosToWaitForRefill();
        return OptionalLong.of(TimeUnit.NANOSECONDS.toSeconds(nanos) + 1);
    }
}
