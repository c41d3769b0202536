package io.daybook.api.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.daybook.api.store.Store;
import io.daybook.api.store.StoreUnreachable;
import io.daybook.schema.sets.InvalidSet;
import io.daybook.schema.sets.StoredSet;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.util.HexFormat;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RepeatQueriesIntegrationTest {

    private static final Field<byte[]> ONCE = field(name("once"), SQLDataType.BLOB);
    private static final Field<byte[]> TWICE = field(name("twice"), SQLDataType.BLOB);

    private static TestDatabase database;
    private static Store store;

    @BeforeAll
    static void fill() {
        database = TestPostgres.server().createDatabase();
        database.execute("create table visits (place text, day int, once bytea, twice bytea)");
        insert("pool's \\ edge", 1, sets(1, 2, 1L << 33), sets(2));
        insert("pool's \\ edge", 2, sets(2, 3), sets());
        insert("pool's \\ edge", 3, sets(1L << 33), sets());
        insert("court", 1, sets(1), sets());
        insert("broken", 1, "00", sets());
        database.execute("grant select on visits to " + TestPostgres.READER);
        // the values stand in the statement, and must stay values whatever the server's setting
        database.execute(
                "alter database %s set standard_conforming_strings = off"
                        .formatted(database.name()));
        store = Store.open(database.url(), TestPostgres.READER, TestPostgres.READER);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void mergesTheRowsOfAnyRangeAndFilter() {
        assertThat(read("pool's \\ edge", 1)).isEqualTo(new RepeatCounts(3, 1));
        assertThat(read("pool's \\ edge", 2)).isEqualTo(new RepeatCounts(4, 1));
        assertThat(read("pool's \\ edge", 3)).isEqualTo(new RepeatCounts(4, 2));
        assertThat(read("court", 3)).isEqualTo(new RepeatCounts(1, 0));
        assertThat(read("nowhere", 3)).isEqualTo(new RepeatCounts(0, 0));
    }

    /** Five times, as it is the pool's second connection that would be left in the middle. */
    @Test
    void leavesTheConnectionUsableAfterBytesThatAreNoSet() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> read("broken", 1)).isInstanceOf(InvalidSet.class);
            assertThat(read("court", 1)).isEqualTo(new RepeatCounts(1, 0));
        }
    }

    @Test
    void tellsAStoreThatTakesTooLong() {
        assertThatThrownBy(
                        () ->
                                store.read(
                                        dsl -> {
                                            dsl.execute("set local statement_timeout = '1ms'");
                                            return RepeatQueries.read(
                                                    dsl,
                                                    select(ONCE, TWICE)
                                                            .from(table(name("visits")))
                                                            .where("pg_sleep(1) is not null"));
                                        }))
                .isInstanceOf(StoreUnreachable.class);
    }

    private static RepeatCounts read(String place, int until) {
        Select<Record2<byte[], byte[]>> rows =
                select(ONCE, TWICE)
                        .from(table(name("visits")))
                        .where(field(name("place"), SQLDataType.CLOB).eq(place))
                        .and(field(name("day"), SQLDataType.INTEGER).le(until));
        return store.read(dsl -> RepeatQueries.read(dsl, rows));
    }

    private static void insert(String place, int day, String once, String twice) {
        database.execute(
                "insert into visits values ('%s', %d, '\\x%s', '\\x%s')"
                        .formatted(place.replace("'", "''"), day, once, twice));
    }

    private static String sets(long... ids) {
        return HexFormat.of().formatHex(StoredSet.of(ids, ids.length));
    }
}
