package io.daybook.etl.publish;

import java.util.List;

/**
 * What a publication, or a comparison that published nothing, came to.
 *
 * @param generation the number published; 0 for a comparison
 * @param driftCount slices whose stored rows no change explains
 */
public record Publication(long generation, List<Replaced> views, long driftCount) {

    public Publication {
        views = List.copyOf(views);
    }

    /**
     * One view's part.
     *
     * @param differing slices that differed
     * @param rows rows written
     */
    public record Replaced(String view, long due, long differing, long rows, double seconds) {}
}
