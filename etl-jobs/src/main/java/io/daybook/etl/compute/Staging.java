package io.daybook.etl.compute;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.MetricTable;
import java.sql.Connection;
import java.util.Collection;

/**
 * The staging tables of one mart, made anew by every run under the mart's lock, so that they always
 * fit the metric tables. Without keys, so that what is wrong can be named; without row-level
 * security, as COPY refuses tables that have it; unlogged, as a lost run starts over.
 */
public final class Staging {

    private static final String STAGE = "preparing staging";

    private Staging() {}

    /** Makes an empty staging table for every metric table. */
    public static void prepare(Connection store, Collection<MetricTable> tables) {
        for (MetricTable table : tables) {
            dropOlder(store, table);
            Sql.execute(
                    store,
                    STAGE,
                    "create unlogged table %s (like %s)".formatted(table.staging(), table.name()));
            for (MetricTable.Column column : table.columns()) {
                Sql.execute(
                        store,
                        STAGE,
                        "alter table %s alter column %s drop not null"
                                .formatted(table.staging(), column.name()));
            }
        }
    }

    private static void dropOlder(Connection store, MetricTable table) {
        Sql.query(
                        store,
                        STAGE,
                        """
                        select tablename
                        from pg_tables
                        where schemaname = 'staging' and tableowner = current_user
                            and tablename ~ %s
                        """
                                .formatted(Literals.text("^" + table.stagingPrefix() + "[0-9]+$")),
                        row -> row.getString(1))
                .forEach(
                        name ->
                                Sql.execute(
                                        store,
                                        STAGE,
                                        "drop table staging." + Literals.identifier(name)));
    }
}
