package io.daybook.etl.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the inputs of a view are narrowed in one statement.
 *
 * <p>The law: a narrowing is a superset of the rows that contribute. Reading too much costs time,
 * reading too little is a wrong number; the condition on the slice columns cuts the surplus.
 */
public sealed interface Narrowing {

    /** Nothing is narrowed. */
    record Whole() implements Narrowing {}

    /**
     * Facts by their clock for all keys.
     *
     * @param from first local day; empty for no lower bound
     * @param toExclusive day after the last; empty for no upper bound
     * @param tenant only this tenant's slices
     */
    record Window(
            Optional<LocalDate> from, Optional<LocalDate> toExclusive, Optional<String> tenant)
            implements Narrowing {

        /** All days of all tenants. */
        public static final Window ALL =
                new Window(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The listed slices, each by its own key and range.
     *
     * @param wholeChildren whether children are left whole, for the view's own joins to reach; else
     *     they are the rows of the narrowed facts, which is asked a second time
     */
    record Slices(List<Slice> slices, boolean wholeChildren) implements Narrowing {
        public Slices {
            slices = List.copyOf(slices);
        }

        public Slices(List<Slice> slices) {
            this(slices, false);
        }

        /** The same slices with their children left whole. */
        public Slices withWholeChildren() {
            return new Slices(slices, true);
        }
    }

    /**
     * For finding: the rows of one input that changed, and the facts above them; every other fact
     * is empty.
     */
    record Changed(String input, Instant since) implements Narrowing {}

    /** The facts of the listed entities inside a window. */
    record Entities(List<Long> ids, Window within) implements Narrowing {
        public Entities {
            ids = List.copyOf(ids);
        }

        public Entities(List<Long> ids) {
            this(ids, Window.ALL);
        }
    }

    /** Whether a child is read without asking which facts it belongs to. */
    default boolean leavesChildrenWhole() {
        return this instanceof Whole || this instanceof Slices slices && slices.wholeChildren();
    }

    /** The window inside which slices are read; empty when nothing bounds them. */
    default Optional<Window> window() {
        if (this instanceof Entities entities) {
            return Optional.of(entities.within());
        }
        return this instanceof Window window ? Optional.of(window) : Optional.empty();
    }

    /**
     * For explaining: one row of one fact by itself, with every other fact empty; its key stands in
     * {@code daybook_d}.
     *
     * @param fact the name of a fact, or of the entity of an entity view
     * @param primaryKey the columns that tell the fact's rows apart
     * @param entityId the slice's entity
     */
    record SingleRow(String fact, List<String> primaryKey, long entityId) implements Narrowing {
        public SingleRow {
            primaryKey = List.copyOf(primaryKey);
        }

        /** The condition that keeps that row of the fact. */
        String isThatRow() {
            return primaryKey.stream()
                    .map(column -> column + " = daybook_d." + column)
                    .collect(Collectors.joining(" and "));
        }
    }
}
