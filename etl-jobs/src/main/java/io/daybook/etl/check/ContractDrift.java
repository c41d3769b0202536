package io.daybook.etl.check;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Databases;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the source differs from what the mart's contract promises: a missing table or column,
 * another type, and, for tables, a column that may be null but must not. A view can promise no more
 * than names and types. Lengths and precisions are the source's own affair.
 */
public final class ContractDrift {

    private static final String STAGE = "reading the source's columns";

    private ContractDrift() {}

    /** Every difference, as sentences; empty when the contract is met. */
    public static List<String> find(Mart mart, SourceSettings source) {
        try (Connection connection = Databases.source(source)) {
            List<String> differences = new ArrayList<>();
            for (Contract.Table table : mart.contract().tables()) {
                differences.addAll(find(connection, source.schema(), table));
            }
            return differences;
        } catch (SQLException exception) {
            throw new IllegalStateException("closing the source's connection", exception);
        }
    }

    private static List<String> find(Connection connection, String schema, Contract.Table table) {
        Map<String, Found> found = read(connection, schema, table.name());
        String name = schema + "." + table.name();
        if (found.isEmpty()) {
            return List.of(name + ": missing (expected a table or view that this role may read)");
        }
        List<String> differences = new ArrayList<>();
        for (Contract.Column column : table.columns()) {
            Found there = found.get(column.name());
            if (there == null) {
                differences.add(
                        "%s.%s: missing (expected %s)"
                                .formatted(name, column.name(), column.type()));
            } else if (!there.type().equals(withoutModifier(column.type()))) {
                differences.add(
                        "%s.%s: type %s (expected %s)"
                                .formatted(name, column.name(), there.type(), column.type()));
            } else if (there.nullable() && !column.nullable() && there.inTable()) {
                differences.add(
                        "%s.%s: may be null (expected not null)".formatted(name, column.name()));
            }
        }
        return differences;
    }

    private static Map<String, Found> read(Connection connection, String schema, String table) {
        Map<String, Found> columns = new HashMap<>();
        Sql.query(
                connection,
                STAGE,
                """
                select a.attname, format_type(a.atttypid, null), not a.attnotnull,
                    c.relkind in ('r', 'p')
                from pg_attribute as a
                join pg_class as c on c.oid = a.attrelid
                join pg_namespace as n on n.oid = c.relnamespace
                where n.nspname = %s and c.relname = %s and a.attnum > 0 and not a.attisdropped
                    and has_table_privilege(c.oid, 'select')
                """
                        .formatted(text(schema), text(table)),
                row ->
                        columns.put(
                                row.getString(1),
                                new Found(row.getString(2), row.getBoolean(3), row.getBoolean(4))));
        return columns;
    }

    /**
     * {@code numeric(18,4)} is the type {@code numeric}; {@code timestamp(3) with time zone} too.
     */
    private static String withoutModifier(String type) {
        return type.replaceFirst("\\([^)]*\\)", "");
    }

    private record Found(String type, boolean nullable, boolean inTable) {}
}
