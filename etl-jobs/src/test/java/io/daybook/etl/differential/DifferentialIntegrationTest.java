package io.daybook.etl.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random operations on the source, an incremental run, then table = view for every view of the
 * catalogue. A failure tells its seed and every statement; {@code -Ddaybook.differential.seed=N}
 * repeats one, {@code -Ddaybook.differential.seeds=1000 -Ddaybook.differential.steps=20} looks
 * further.
 */
class DifferentialIntegrationTest {

    private static final int SEEDS = Integer.getInteger("daybook.differential.seeds", 6);
    private static final int STEPS = Integer.getInteger("daybook.differential.steps", 6);

    @TestFactory
    Stream<DynamicTest> tablesEqualTheirViewsAfterEveryRun() {
        Long only = Long.getLong("daybook.differential.seed");
        LongStream seeds = only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
        return seeds.mapToObj(
                seed -> DynamicTest.dynamicTest("seed " + seed, () -> tablesEqualViews(seed)));
    }

    private static void tablesEqualViews(long seed) {
        System.out.println("differential test: seed " + seed + ", " + STEPS + " steps");
        try (Scenario scenario = new Scenario(seed)) {
            scenario.build();
            for (int step = 1; step <= STEPS; step++) {
                if (step % 2 == 0) {
                    scenario.departureStep();
                } else {
                    scenario.markedStep();
                }
            }
            // else nothing was tested that only verification finds
            assertThat(STEPS < 6 || scenario.slicesLeft() > 0).isTrue();
        }
    }
}
