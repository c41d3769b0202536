package io.daybook.schema.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One name that a view or a check reads, with the role that says how it may be narrowed.
 *
 * <p>A name stands for one use of one table: a table that is dated by two clocks is declared under
 * two names.
 */
public sealed interface Input {

    /** The name that the SQL text uses. */
    String name();

    /** The contract table behind the name; for {@link StoredTable} the stem of a metric table. */
    String table();

    /** The columns of {@link #table()} that the role names. */
    List<String> columns();

    /** The input that this one is found through; empty when it is found by itself. */
    default Optional<Link> link() {
        return Optional.empty();
    }

    /**
     * How an input is found through another.
     *
     * @param of the other's name
     * @param by the column that both tables have
     */
    record Link(String of, String by) {}

    /**
     * Rows that make slices.
     *
     * @param key the column that holds the entity's id
     * @param clock the column that dates a row; empty when the view has no day
     */
    record Fact(String name, String table, String key, Optional<String> clock) implements Input {
        @Override
        public List<String> columns() {
            return Stream.concat(Stream.of(key), clock.stream()).toList();
        }
    }

    /**
     * The lookup that carries tenant, zone and currency of a slice.
     *
     * @param key the column that identifies an entity, also the second slice column
     * @param zone the column that holds the IANA zone name; empty when the entity has none
     * @param uses the columns whose change makes every slice of the entity dirty; for {@code uses:
     *     all} every contract column but the change column
     * @param directory whether the entity is its own fact ({@code clock: none}): an entity view
     */
    record Entity(
            String name,
            String table,
            String key,
            Optional<String> zone,
            List<String> uses,
            boolean directory)
            implements Input {
        public Entity {
            uses = List.copyOf(uses);
        }

        @Override
        public List<String> columns() {
            return Stream.of(Stream.of(key), zone.stream(), uses.stream())
                    .flatMap(names -> names)
                    .distinct()
                    .toList();
        }
    }

    /**
     * Many rows per row of {@code of}, found by the column {@code by} that both have.
     *
     * @param of the name of a fact or of another child
     */
    record Child(String name, String table, String of, String by) implements Input {
        @Override
        public List<String> columns() {
            return List.of(by);
        }

        @Override
        public Optional<Link> link() {
            return Optional.of(new Link(of, by));
        }
    }

    /**
     * At most one row per row of {@code of}, found by the column {@code by} that both have; always
     * read whole.
     */
    record Lookup(String name, String table, String of, String by) implements Input {
        @Override
        public List<String> columns() {
            return List.of(by);
        }

        @Override
        public Optional<Link> link() {
            return Optional.of(new Link(of, by));
        }
    }

    /**
     * A metric table of the same mart, read by a view over stored tables or by a published check.
     */
    record StoredTable(String name, String table) implements Input {
        @Override
        public List<String> columns() {
            return List.of();
        }
    }

    /** The examined rows of a source check: one name per check. */
    record Rows(String name, String table) implements Input {
        @Override
        public List<String> columns() {
            return List.of();
        }
    }
}
