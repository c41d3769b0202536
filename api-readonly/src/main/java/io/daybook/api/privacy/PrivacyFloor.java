package io.daybook.api.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Hides buckets that stand for so few orders that they could be told apart: an order is one buyer,
 * who may have answered for six tickets.
 *
 * @param minGroup the fewest orders a shown bucket may have
 */
public record PrivacyFloor(int minGroup) {

    /** The bucket that stands for several. */
    public static final String SUPPRESSED = "suppressed";

    /** The bucket of those who did not answer: it is no cell. */
    public static final String NO_ANSWER = "no_answer";

    /**
     * One bucket of answers.
     *
     * @param <C> the record itself
     */
    public interface Cell<C> {

        String bucket();

        /** How many orders it stands for. */
        long orders();

        /** The sum of both, as {@link #SUPPRESSED}. */
        C mergedWith(C other);
    }

    /**
     * The cells as they may be shown: all below the floor and the smallest of the others become
     * one. Without that other one, whoever knows the whole could subtract. Empty when fewer than
     * two cells would remain.
     *
     * @param cells answered buckets without those of zero tickets
     */
    public <C extends Cell<C>> List<C> apply(List<C> cells) {
        List<C> small = cells.stream().filter(cell -> cell.orders() < minGroup).toList();
        if (small.isEmpty()) {
            return cells;
        }
        List<C> shown = new ArrayList<>(cells);
        shown.removeAll(small);
        shown.sort(Comparator.<C>comparingLong(Cell::orders).thenComparing(Cell::bucket));
        // fewer than two of the others: the merged cell would stand alone
        if (shown.size() < 2) {
            return List.of();
        }
        C merged = shown.get(0);
        for (C cell : small) {
            merged = merged.mergedWith(cell);
        }
        shown.set(0, merged);
        return List.copyOf(shown);
    }
}
