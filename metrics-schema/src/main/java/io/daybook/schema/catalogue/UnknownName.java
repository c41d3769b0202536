package io.daybook.schema.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** A name that is not among the known ones; the message names the nearest known one. */
public final class UnknownName extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code kind} is the field's word, e.g. {@code mart}, {@code view}, {@code parameter}. */
    public UnknownName(String kind, String name, List<String> known) {
        super(sentence(kind, name, known));
    }

    private static String sentence(String kind, String name, List<String> known) {
        String start = "Unknown " + kind + ": " + name;
        return nearest(name, known)
                .map(near -> start + " (did you mean " + near + "?)")
                .orElse(start + " (expected " + String.join(", ", known) + ")");
    }

    /** The known name with the least edit distance, if it is near enough to be meant. */
    public static Optional<String> nearest(String name, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3));
    }

    private static int distance(String left, String right) {
        return LevenshteinDistance.getDefaultInstance().apply(left, right);
    }
}
