package io.daybook.api.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Hides buckets that stand for so few orders that they could be told apart: an order is one buyer,
 * who may have answered for six tickets.
 *
 * @param minGroup the fewest orders a shown bucket may have
 */
record PrivacyFloor(int minGroup) {

    static final String SUPPRESSED = "suppressed";

    /** One bucket of answers. */
    record Cell(String bucket, long tickets, long orders) {

        Cell with(Cell other) {
            return new Cell(SUPPRESSED, tickets + other.tickets, orders + other.orders);
        }
    }

    /**
     * The cells as they may be shown: all below the floor and the smallest of the others become
     * one. Without that other one, whoever knows the whole could subtract. Empty when fewer than
     * two cells would remain.
     *
     * @param cells answered buckets without those of zero tickets
     */
    List<Cell> apply(List<Cell> cells) {
        List<Cell> small = cells.stream().filter(cell -> cell.orders() < minGroup).toList();
        if (small.isEmpty()) {
            return cells;
        }
        List<Cell> shown = new ArrayList<>(cells);
        shown.removeAll(small);
        shown.sort(Comparator.comparingLong(Cell::orders).thenComparing(Cell::bucket));
        Cell merged = small.stream().reduce(new Cell(SUPPRESSED, 0, 0), Cell::with);
        if (shown.isEmpty()) {
            return List.of();
        }
        shown.set(0, merged.with(shown.get(0)));
        return shown.size() < 2 ? List.of() : List.copyOf(shown);
    }
}
