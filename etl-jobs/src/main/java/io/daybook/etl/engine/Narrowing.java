package io.daybook.etl.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

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

    /** The listed slices, each by its own key and range. */
    record Slices(List<Slice> slices) implements Narrowing {
        public Slices {
            slices = List.copyOf(slices);
        }
    }

    /**
     * For finding: the rows of one input that changed, and the facts above them; every other fact
     * is empty.
     */
    record Changed(String input, Instant since) implements Narrowing {}

    /**
     * The facts of the listed entities inside a window.
     *
     * @param clocks the instants between which the window's days lie, where they are known closer
     *     than for a whole earth of zones
     */
    record Entities(List<Long> ids, Window within, Optional<Clocks> clocks) implements Narrowing {
        public Entities {
            ids = List.copyOf(ids);
        }

        public Entities(List<Long> ids, Window within) {
            this(ids, within, Optional.empty());
        }

        public Entities(List<Long> ids) {
            this(ids, Window.ALL);
        }
    }

    /** A half-open range of instants. */
    record Clocks(Instant low, Instant high) {}

    /** The window inside which slices are read; empty when nothing bounds them. */
    default Optional<Window> window() {
        if (this instanceof Entities entities) {
            return Optional.of(entities.within());
        }
        return this instanceof Window window ? Optional.of(window) : Optional.empty();
    }
}
