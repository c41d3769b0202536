package io.daybook.etl.compute;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.MetricTable;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The staging tables of one mart, made anew by every run under the mart's lock, so that they always
 * fit the metric tables. Filled without keys, so that what is wrong can be named; without row-level
 * security, as COPY refuses tables that have it; unlogged, as a lost run starts over.
 */
public final class Staging {

    private static final String STAGE = "preparing staging";

    private Staging() {}

    /** Makes an empty staging table for every metric table. */
    public static void prepare(Connection store, Collection<MetricTable> tables) {
        List<String> statements = new ArrayList<>();
        List<String> older = older(store, tables);
        if (!older.isEmpty()) {
            statements.add("drop table " + String.join(", ", older));
        }
        for (MetricTable table : tables) {
            // "as" takes over names and types only: no key, no column that must not be null
            statements.add(
                    "create unlogged table %s as select * from %s with no data"
                            .formatted(table.staging(), table.name()));
        }
        // one transaction: each of its own would wait for the disk
        Sql.execute(store, STAGE, String.join(";\n", statements));
    }

    private static List<String> older(Connection store, Collection<MetricTable> tables) {
        String prefixes =
                tables.stream().map(MetricTable::stagingPrefix).collect(Collectors.joining("|"));
        return Sql.query(
                store,
                STAGE,
                """
                select tablename
                from pg_tables
                where schemaname = 'staging' and tableowner = current_user
                    and tablename ~ %s
                """
                        .formatted(Literals.text("^(" + prefixes + ")[0-9]+$")),
                row -> "staging." + Literals.identifier(row.getString(1)));
    }
}
