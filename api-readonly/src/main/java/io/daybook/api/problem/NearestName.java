package io.daybook.api.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

final class NearestName {

    /** Distances grow with the product of lengths; what is longer is no slip of the pen. */
    private static final int LONGEST = 64;

    private NearestName() {}

    /**
     * The known name with the fewest edits, the first by name among equals; empty when none is
     * known.
     */
    static Optional<String> to(String name, Collection<String> known) {
        String compared = name.length() <= LONGEST ? name : name.substring(0, LONGEST);
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .min(
                        Comparator.comparing(
                                        (String candidate) -> distance.apply(compared, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }
}
