package io.daybook.schema.catalogue;

import java.util.List;

/**
 * The operational tables that a mart reads.
 *
 * @param sql the text of {@code contract.sql}
 */
public record Contract(String sql, List<Table> tables) {

    public Contract {
        tables = List.copyOf(tables);
    }

    /** The contract table of that name, which exists: the catalogue's checks made sure of it. */
    public Table table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contract table named " + name));
    }

    /** One table; {@code primaryKey} holds its key columns in order. */
    public record Table(
            String name, List<Column> columns, List<String> primaryKey, List<Index> indexes) {
        public Table {
            columns = List.copyOf(columns);
            primaryKey = List.copyOf(primaryKey);
            indexes = List.copyOf(indexes);
        }

        /** The names of all columns, in the contract's order. */
        public List<String> columnNames() {
            return columns.stream().map(Column::name).toList();
        }
    }

    /**
     * One column.
     *
     * @param type as PostgreSQL's {@code format_type} spells it, e.g. {@code timestamp with time
     *     zone} or {@code numeric(18,4)}
     */
    public record Column(String name, String type, boolean nullable) {}

    /** An index that the engine's statements rely on. */
    public record Index(String name, List<String> columns) {
        public Index {
            columns = List.copyOf(columns);
        }
    }
}
