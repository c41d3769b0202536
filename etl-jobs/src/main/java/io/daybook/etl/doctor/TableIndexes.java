package io.daybook.etl.doctor;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The B-tree indexes of one table, partial ones left out: they miss rows.
 *
 * @param table its qualified name
 * @param partitioned whether its indexes cannot be made concurrently
 */
record TableIndexes(String table, boolean partitioned, List<Index> indexes) {

    private static final String CHECK = "indexes";

    /** One index; an expression stands as an empty column name. */
    private record Index(String name, List<String> columns, boolean valid) {
        static Index read(ResultSet row) throws SQLException {
            return new Index(
                    row.getString(1),
                    Arrays.asList((String[]) row.getArray(2).getArray()),
                    row.getBoolean(3));
        }
    }

    TableIndexes {
        indexes = List.copyOf(indexes);
    }

    static TableIndexes read(Connection connection, String schema, String table) {
        String where = "n.nspname = %s and c.relname = %s".formatted(text(schema), text(table));
        return new TableIndexes(
                Sql.one(
                        connection,
                        CHECK,
                        "select format('%%I.%%I', %s, %s)".formatted(text(schema), text(table)),
                        row -> row.getString(1)),
                Sql.one(
                        connection,
                        CHECK,
                        "select c.relkind = 'p' from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where "
                                + where,
                        row -> row.getBoolean(1)),
                Sql.query(
                        connection,
                        CHECK,
                        """
                        select format('%%I.%%I', n.nspname, x.relname),
                            array(
                                select coalesce(cast(a.attname as text), '')
                                from unnest(cast(i.indkey as smallint[]))
                                    with ordinality as k (attnum, place)
                                left join pg_attribute as a
                                    on a.attrelid = i.indrelid and a.attnum = k.attnum and k.attnum > 0
                                where k.place <= i.indnkeyatts
                                order by k.place),
                            i.indisvalid and i.indisready
                        from pg_index as i
                        join pg_class as x on x.oid = i.indexrelid
                        join pg_am as m on m.oid = x.relam and m.amname = 'btree'
                        join pg_class as c on c.oid = i.indrelid
                        join pg_namespace as n on n.oid = c.relnamespace
                        where i.indpred is null and %s
                        order by x.relname
                        """
                                .formatted(where),
                        Index::read));
    }

    Optional<MissingIndex> look(NeededIndex needed) {
        List<Index> fitting =
                indexes.stream().filter(index -> needed.servedBy(index.columns())).toList();
        if (fitting.stream().anyMatch(Index::valid)) {
            return Optional.empty();
        }
        List<String> statements = new ArrayList<>();
        fitting.forEach(
                invalid ->
                        statements.add(
                                "drop index %s%s;".formatted(concurrently(), invalid.name())));
        statements.add(
                "create index %son %s (%s);"
                        .formatted(concurrently(), table, String.join(", ", needed.columns())));
        return Optional.of(
                new MissingIndex(needed + (fitting.isEmpty() ? "" : ", invalid"), statements));
    }

    private String concurrently() {
        return partitioned ? "" : "concurrently ";
    }
}
