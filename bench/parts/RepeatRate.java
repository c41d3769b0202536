import static io.daybook.schema.generated.venues.Tables.VENUE_DAILY_BOOKINGS;

import io.daybook.api.sets.RepeatCounts;
import io.daybook.api.sets.RepeatQueries;
import io.daybook.api.store.Store;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Times the reader's repeat rate beside a bare COPY of the two columns that it reads, taking turns.
 * Prints one line a measurement: round, figure, milliseconds. Run by bench/sets.
 */
final class RepeatRate {

    private static final String TENANT = "demo";

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        int rounds = Integer.parseInt(arguments[1]);
        int venues = Integer.parseInt(arguments[2]);
        try (Store store = Store.open(url, "daybook_reader", "none");
                Connection bare = store.connect("bench")) {
            bare.createStatement()
                    .execute("select set_config('daybook.tenant', '" + TENANT + "', false)");
            // round 0 is the process's first, before its code is compiled
            for (int round = 0; round <= rounds; round++) {
                Condition venue = VENUE_DAILY_BOOKINGS.VENUE_ID.eq((long) (1 + round % venues));
                measure(round, "one venue", store, bare, venue);
                measure(round, "all venues", store, bare, DSL.noCondition());
            }
        }
    }

    private static void measure(
            int round, String what, Store store, Connection bare, Condition condition)
            throws Exception {
        Select<Record2<byte[], byte[]>> rows =
                DSL.select(VENUE_DAILY_BOOKINGS.MEMBERS_ONCE, VENUE_DAILY_BOOKINGS.MEMBERS_TWICE)
                        .from(VENUE_DAILY_BOOKINGS)
                        .where(VENUE_DAILY_BOOKINGS.TENANT_ID.eq(TENANT))
                        .and(condition);
        List<Runnable> turns = new ArrayList<>();
        turns.add(() -> floor(round, what, bare, rows));
        turns.add(() -> rate(round, what, store, rows));
        if (round % 2 == 1) {
            java.util.Collections.reverse(turns);
        }
        turns.forEach(Runnable::run);
    }

    private static void rate(
            int round, String what, Store store, Select<Record2<byte[], byte[]>> rows) {
        long begin = System.nanoTime();
        RepeatCounts counts = store.read(TENANT, dsl -> RepeatQueries.read(dsl, rows));
        print(round, what + ": repeat rate", begin);
        System.out.printf(Locale.ROOT, "%d\t%s: once\t%d%n", round, what, counts.once());
        System.out.printf(Locale.ROOT, "%d\t%s: twice\t%d%n", round, what, counts.twice());
    }

    private static void floor(int round, String what, Connection bare, Select<?> rows) {
        String statement =
                "copy ("
                        + DSL.using(org.jooq.SQLDialect.POSTGRES).renderInlined(rows)
                        + ") to stdout (format binary)";
        long begin = System.nanoTime();
        try {
            CopyOut out = bare.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
            while (out.readFromCopy() != null) {
                continue;
            }
        } catch (java.sql.SQLException exception) {
            throw new IllegalStateException(exception);
        }
        print(round, what + ": bare copy", begin);
    }

    private static void print(int round, String figure, long begin) {
        System.out.printf(
                Locale.ROOT, "%d\t%s\t%.2f%n", round, figure, (System.nanoTime() - begin) / 1e6);
    }
}
