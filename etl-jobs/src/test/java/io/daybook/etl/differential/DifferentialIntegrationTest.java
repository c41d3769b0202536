package io.daybook.etl.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
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
    Stream<DynamicNode> tablesEqualTheirViewsAfterEveryRun() {
        return Catalogue.load().marts().stream()
                .map(mart -> dynamicContainer(mart.name(), new OfMart(mart).scenarios()));
    }

    /** The scenarios of one mart, and what all of them together must have tried. */
    private record OfMart(Mart mart, Set<ContractRoles.Place> changed, AtomicInteger slicesLeft) {

        OfMart(Mart mart) {
            this(mart, new HashSet<>(), new AtomicInteger());
        }

        Stream<DynamicTest> scenarios() {
            Long only = Long.getLong("daybook.differential.seed");
            LongStream seeds =
                    only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
            Stream<DynamicTest> scenarios =
                    seeds.mapToObj(
                            seed -> dynamicTest("seed " + seed, () -> tablesEqualViews(seed)));
            return only != null || SEEDS < 6 || STEPS < 6
                    ? scenarios
                    : Stream.concat(
                            scenarios,
                            Stream.of(dynamicTest("all columns", this::testsEverything)));
        }

        private void tablesEqualViews(long seed) {
            System.out.println(
                    "differential test: %s, seed %d, %d steps".formatted(mart.name(), seed, STEPS));
            try (Scenario scenario = new Scenario(mart, seed)) {
                scenario.build();
                for (int step = 1; step <= STEPS; step++) {
                    if (step % 2 == 0) {
                        scenario.departureStep();
                    } else {
                        scenario.markedStep();
                    }
                }
                slicesLeft.addAndGet(scenario.slicesLeft());
                changed.addAll(scenario.changed());
            }
        }

        /** Else a column that is missing in {@code uses}, or lost drift, would go unseen. */
        private void testsEverything() {
            assertThat(changed).containsAll(new ContractRoles(mart).changeable());
            assertThat(slicesLeft).hasPositiveValue();
        }
    }
}
