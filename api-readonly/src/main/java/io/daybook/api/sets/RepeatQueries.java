package io.daybook.api.sets;

import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Select;

/** Merges the sets of stored rows, whatever range and filter chose them. */
public final class RepeatQueries {

    private RepeatQueries() {}

    /**
     * Reads the rows as they stream from the store and keeps two sets of ids in memory, however
     * many rows there are. The statement must have the tenant in its condition, as all have.
     *
     * @param rows the set of ids that occur at least once and the set of those that occur at least
     *     twice in one stored row, in this order
     * @throws io.daybook.schema.sets.InvalidSet when stored bytes are no set
     * @throws org.jooq.exception.DataAccessException as any statement of jOOQ's
     */
    public static RepeatCounts read(DSLContext dsl, Select<Record2<byte[], byte[]>> rows) {
        RepeatSets sets = new RepeatSets();
        BinaryRows.read(
                dsl, rows, (fields, row) -> sets.add(BinaryRows.next(row), BinaryRows.next(row)));
        return sets.counts();
    }
}
