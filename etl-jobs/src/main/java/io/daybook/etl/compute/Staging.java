package io.daybook.etl.compute;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import java.sql.Connection;
import java.util.Collection;

/**
 * The staging tables of one mart, made anew by every run under the mart's lock, so that they always
 * fit the metric tables. Without keys, so that what is wrong can be named; without row-level
 * security, as COPY refuses tables that have it; unlogged, as a lost run starts over.
 */
public final class Staging {

    private Staging() {}

    /** Makes an empty staging table for every metric table. */
    public static void prepare(Connection store, Collection<MetricTable> tables) {
        for (MetricTable table : tables) {
            Sql.execute(
                    store,
                    "preparing staging",
                    "drop table if exists " + table.staging(),
                    "create unlogged table %s (like %s)".formatted(table.staging(), table.name()));
            for (MetricTable.Column column : table.columns()) {
                Sql.execute(
                        store,
                        "preparing staging",
                        "alter table %s alter column %s drop not null"
                                .formatted(table.staging(), column.name()));
            }
        }
    }
}
