package io.daybook.etl.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.daybook.schema.catalogue.Catalogue;
import java.util.HashSet;
import java.util.Set;
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

    private final Set<ContractRoles.Place> changed = new HashSet<>();
    private int slicesLeft;

    @TestFactory
    Stream<DynamicTest> tablesEqualTheirViewsAfterEveryRun() {
        Long only = Long.getLong("daybook.differential.seed");
        LongStream seeds = only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
        Stream<DynamicTest> scenarios =
                seeds.mapToObj(seed -> dynamicTest("seed " + seed, () -> tablesEqualViews(seed)));
        return only != null || SEEDS < 6 || STEPS < 6
                ? scenarios
                : Stream.concat(
                        scenarios, Stream.of(dynamicTest("all columns", this::testsEverything)));
    }

    private void tablesEqualViews(long seed) {
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
            slicesLeft += scenario.slicesLeft();
            changed.addAll(scenario.changed());
        }
    }

    /** Else a column that is missing in {@code uses}, or lost drift, would go unseen. */
    private void testsEverything() {
        assertThat(changed)
                .containsAll(new ContractRoles(Catalogue.load().mart("events")).changeable());
        assertThat(slicesLeft).isPositive();
    }
}
