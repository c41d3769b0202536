package io.daybook.etl.behaviour;

import io.daybook.etl.run.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hears a run's steps and messages, and does something when a step begins. */
public final class Hearing implements Progress {

    public final List<String> steps = new ArrayList<>();
    public final List<String> messages = new ArrayList<>();
    private final Map<String, Runnable> atStep = new HashMap<>();

    /** Does that when the step begins for the {@code time}-th time, counted from 1. */
    public Hearing at(String step, int time, Runnable deed) {
        atStep.put(step + " " + time, deed);
        return this;
    }

    @Override
    public void step(String step, String what, long parts) {
        steps.add(step);
        long time = steps.stream().filter(step::equals).count();
        atStep.getOrDefault(step + " " + time, () -> {}).run();
    }

    @Override
    public void advance(long rows) {}

    @Override
    public void message(String message) {
        messages.add(message);
    }
}
