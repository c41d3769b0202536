package io.daybook.etl.simulator;

import io.daybook.etl.run.Progress;
import java.util.ArrayList;
import java.util.List;

/** Does its deeds when a step of a run begins, each of them once. */
final class Disturbance implements Progress {

    /** What happens at the beginning of a step. */
    interface Deed {
        /** Returns whether it was done and is not to be asked again. */
        boolean at(String step);
    }

    private final List<Deed> deeds = new ArrayList<>();

    void add(Deed deed) {
        deeds.add(deed);
    }

    @Override
    public void step(String step, String what, long parts) {
        deeds.removeIf(deed -> deed.at(step));
    }

    @Override
    public void advance(long rows) {}

    @Override
    public void message(String message) {}
}
