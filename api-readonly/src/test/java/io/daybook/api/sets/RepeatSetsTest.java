package io.daybook.api.sets;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.schema.sets.StoredSet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Against counts over the plain list of visits that the rows were made of. */
class RepeatSetsTest {

    private static final int ROUNDS = 200;

    private record Visit(int row, long id) {}

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void givesOneAnswerForAnySplitOfARange() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Visit> visits = visits();
            List<List<Visit>> rows = rows(visits);
            RepeatCounts expected = counted(visits);

            assertThat(merged(rows).counts()).as("seed %d", seed).isEqualTo(expected);
            Collections.shuffle(rows, random);
            assertThat(merged(rows).counts()).as("seed %d", seed).isEqualTo(expected);
            assertThat(inParts(rows).counts()).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void isAssociativeAndCommutative() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Visit> all = visits();
            int first = random.nextInt(all.size() + 1);
            int second = first + random.nextInt(all.size() - first + 1);
            List<List<Visit>> a = rows(all.subList(0, first));
            List<List<Visit>> b = rows(all.subList(first, second));
            List<List<Visit>> c = rows(all.subList(second, all.size()));

            RepeatSets left = merged(a);
            left.add(merged(b));
            left.add(merged(c));
            RepeatSets rightHand = merged(b);
            rightHand.add(merged(c));
            RepeatSets right = merged(a);
            right.add(rightHand);
            RepeatSets turned = merged(c);
            turned.add(merged(b));
            turned.add(merged(a));

            RepeatCounts expected = counted(all);
            assertThat(List.of(left.counts(), right.counts(), turned.counts()))
                    .as("seed %d", seed)
                    .containsOnly(expected);
        }
    }

    @Test
    void hasNothingWithoutRows() {
        RepeatSets sets = new RepeatSets();
        sets.add(new RepeatSets());
        assertThat(sets.counts()).isEqualTo(new RepeatCounts(0, 0));
        assertThat(sets.counts().percent()).isNull();
    }

    /** One of three came again: 33.3 %, truncated. */
    @Test
    void countsWhoCameAgain() {
        RepeatSets sets =
                merged(List.of(List.of(new Visit(1, 5), new Visit(1, 1L << 40)), rowOf(9, 5)));
        assertThat(sets.counts()).isEqualTo(new RepeatCounts(3, 1));
        assertThat(sets.counts().percent()).isEqualByComparingTo("33.3");
    }

    private static List<Visit> rowOf(long... ids) {
        List<Visit> visits = new ArrayList<>();
        for (long id : ids) {
            visits.add(new Visit(2, id));
        }
        return visits;
    }

    /** Few ids that return often, and others that are alone in all 64 bits. */
    private List<Visit> visits() {
        List<Visit> visits = new ArrayList<>();
        int people = 1 + random.nextInt(400);
        for (int i = random.nextInt(600); i > 0; i--) {
            int row = random.nextInt(40);
            switch (random.nextInt(4)) {
                case 0 -> visits.add(new Visit(row, random.nextLong() >>> 1));
                case 1 -> visits.add(new Visit(row, (1L << 32) - 200 + random.nextInt(people)));
                default -> visits.add(new Visit(row, random.nextInt(people)));
            }
        }
        return visits;
    }

    private static List<List<Visit>> rows(List<Visit> visits) {
        return new ArrayList<>(visits.stream().collect(Collectors.groupingBy(Visit::row)).values());
    }

    private RepeatSets inParts(List<List<Visit>> rows) {
        RepeatSets whole = new RepeatSets();
        int from = 0;
        while (from < rows.size()) {
            int to = from + 1 + random.nextInt(rows.size() - from);
            whole.add(merged(rows.subList(from, to)));
            from = to;
        }
        return whole;
    }

    private static RepeatSets merged(List<List<Visit>> rows) {
        RepeatSets sets = new RepeatSets();
        for (List<Visit> row : rows) {
            Map<Long, Long> times = times(row);
            sets.add(
                    stored(times.keySet()),
                    stored(times.keySet().stream().filter(id -> times.get(id) > 1).toList()));
        }
        return sets;
    }

    private static RepeatCounts counted(List<Visit> visits) {
        Map<Long, Long> times = times(visits);
        return new RepeatCounts(
                times.size(), times.values().stream().filter(count -> count > 1).count());
    }

    private static Map<Long, Long> times(Collection<Visit> visits) {
        return visits.stream()
                .map(Visit::id)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static ByteBuffer stored(Collection<Long> ids) {
        long[] array = ids.stream().mapToLong(Long::longValue).toArray();
        return ByteBuffer.wrap(StoredSet.of(array, array.length));
    }
}
