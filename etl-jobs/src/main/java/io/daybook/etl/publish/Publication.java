package io.daybook.etl.publish;

import java.util.List;

/**
 * What a publication, or a comparison that published nothing, came to.
 *
 * @param generation the number published; 0 for a comparison
 * @param driftCount slices whose stored rows no change explains
 * @param messages what was held back for fear of a shrunken source
 */
public record Publication(
        long generation, List<Replaced> views, long driftCount, List<String> messages) {

    public Publication {
        views = List.copyOf(views);
        messages = List.copyOf(messages);
    }

    /**
     * One view's part.
     *
     * @param differing slices that differed
     * @param rows rows written
     */
    public record Replaced(String view, long due, long differing, long rows, double seconds) {}
}
