package io.daybook.api.events;

import io.daybook.api.problem.RequestRefused;
import java.util.Arrays;

/** The statuses that a list can be narrowed to. */
enum EventStatus {
    DRAFT("draft"),
    LIVE("live"),
    ENDED("ended"),
    CANCELLED("cancelled");

    private final String text;

    EventStatus(String text) {
        this.text = text;
    }

    static EventStatus of(String text) {
        return Arrays.stream(values())
                .filter(status -> status.text.equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                RequestRefused.invalid(
                                        "status", text, "draft, live, ended or cancelled"));
    }

    @Override
    public String toString() {
        return text;
    }
}
