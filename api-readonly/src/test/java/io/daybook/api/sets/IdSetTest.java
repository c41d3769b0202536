package io.daybook.api.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdSetTest {

    /** Beyond 4096 upper halves it keeps each id by itself, and stays the same set. */
    @Test
    void isASetHoweverFarApartItsIdsAre() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int step : new int[] {0, 18, 40}) {
            IdSet ids = new IdSet();
            Set<Long> expected = new HashSet<>();
            for (int i = 0; i < 60_000; i++) {
                long id = ((long) random.nextInt(20_000)) << step;
                assertThat(ids.add(id)).as("seed %d, %d", seed, id).isEqualTo(expected.add(id));
            }
            assertThat(ids.size()).as("seed %d", seed).isEqualTo(expected.size());
            for (int i = 0; i < 20_000; i++) {
                long id = ((long) i) << step;
                assertThat(ids.contains(id))
                        .as("seed %d, %d", seed, id)
                        .isEqualTo(expected.contains(id));
            }
        }
    }

    @Test
    void mergesNeighboursWithScatteredIds() {
        IdSet near = new IdSet();
        IdSet far = new IdSet();
        for (long i = 0; i < 10_000; i++) {
            near.add(i);
            far.add(i % 2 == 0 ? i : i << 36);
        }
        IdSet common = new IdSet();
        common.addCommon(near, far);
        assertThat(common.size()).isEqualTo(5_000);
        IdSet turned = new IdSet();
        turned.addCommon(far, near);
        assertThat(turned.size()).isEqualTo(5_000);
        near.addAll(far);
        assertThat(near.size()).isEqualTo(15_000);
        far.addAll(near);
        assertThat(far.size()).isEqualTo(15_000);
    }
}
