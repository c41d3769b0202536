package io.daybook.api.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void givesWhatIsLeftToTheLargestRemainders() {
        // of 1002: 44.910, 51.896, 3.193; rounded down 44 + 51 + 3 = 98; two left, to .910 and .896
        assertThat(Shares.percent(counts("male", 450, "female", 520, "other", 32)))
                .hasToString("{male=45, female=52, other=3}");
    }

    @Test
    void breaksTiesByName() {
        // thirds: 33 each, equal remainders, one left: to the first by name, not by position
        assertThat(Shares.percent(counts("c", 7, "b", 7, "a", 7)))
                .hasToString("{c=33, b=33, a=34}");
    }

    @Test
    void showsSmallSharesAsZero() {
        // 0.1 % and 99.9 %: 0 + 99, one left, to .9
        assertThat(Shares.percent(counts("few", 1, "many", 999))).hasToString("{few=0, many=100}");
    }

    @Test
    void isEmptyWithoutCounts() {
        assertThat(Shares.percent(Map.of())).isEmpty();
        assertThat(Shares.percent(Map.of("a", 0L))).isEmpty();
    }

    @Test
    void sumsToHundredAndStaysWithinOneOfTheTruth() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Map<String, Long> counts = new LinkedHashMap<>();
            int buckets = 1 + random.nextInt(11);
            for (int bucket = 0; bucket < buckets; bucket++) {
                counts.put("b" + bucket, 1 + (long) (random.nextDouble() * 1_000_000));
            }
            long whole = counts.values().stream().mapToLong(Long::longValue).sum();
            Map<String, Integer> shares = Shares.percent(counts);
            assertThat(shares.values().stream().mapToInt(Integer::intValue).sum())
                    .as("seed %s, %s", seed, counts)
                    .isEqualTo(100);
            shares.forEach(
                    (name, share) ->
                            assertThat(Math.abs(share - 100.0 * counts.get(name) / whole))
                                    .as("seed %s, %s", seed, counts)
                                    .isLessThan(1.0));
        }
    }

    private static Map<String, Long> counts(Object... pairs) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            counts.put((String) pairs[i], ((Number) pairs[i + 1]).longValue());
        }
        return counts;
    }
}
