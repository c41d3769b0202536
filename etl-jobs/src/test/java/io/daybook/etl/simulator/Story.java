package io.daybook.etl.simulator;

import java.util.ArrayList;
import java.util.List;

/** What was done so far, statement by statement, to be told with a failure. */
final class Story {

    private final long seed;
    private final List<String> lines = new ArrayList<>();

    Story(long seed) {
        this.seed = seed;
    }

    void tell(String line) {
        lines.add(line);
    }

    @Override
    public String toString() {
        return "seed %d (-Ddaybook.simulator.seed=%1$d)\n%s"
                .formatted(seed, String.join("\n", lines));
    }
}
