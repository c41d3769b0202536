package io.daybook.api.events;

import io.daybook.api.parameter.Id;

/** An event's id in a path. */
public record EventId(long value) {

    /**
     * @throws io.daybook.api.problem.RequestRefused 400 for anything but a positive 64-bit integer
     */
    public static EventId of(String text) {
        return new EventId(Id.of("id", text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
