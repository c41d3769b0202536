package io.daybook.etl.faults;

import io.daybook.etl.testing.EventsMart;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Halts a publication between the delete from a metric table and the insert into it, until it is
 * opened.
 */
final class Gate implements AutoCloseable {

    private static final int KEY = 4711;
    private static final long LOOKS = 6_000;

    private final EventsMart mart;
    private final Connection holder;

    private Gate(EventsMart mart, Connection holder) {
        this.mart = mart;
        this.holder = holder;
    }

    /** A closed gate before the inserts into that table. */
    static Gate before(EventsMart mart, String stem) throws SQLException {
        mart.store.execute(
                """
                create function events.wait_at_gate() returns trigger language plpgsql as
                    'begin perform pg_advisory_xact_lock_shared(%1$d); return null; end';
                create trigger gate before insert on events.%2$s
                    for each statement execute function events.wait_at_gate();
                """
                        .formatted(KEY, stem));
        Connection holder = mart.store.connect();
        try (Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(%d)".formatted(KEY));
        }
        return new Gate(mart, holder);
    }

    /** Starts a deed that will come to the gate, and returns when it stands there. */
    <T> CompletableFuture<T> await(java.util.function.Supplier<T> deed)
            throws InterruptedException {
        CompletableFuture<T> future = CompletableFuture.supplyAsync(deed);
        for (long look = 0; look < LOOKS && !future.isDone(); look++) {
            if (waiting()) {
                return future;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IllegalStateException(
                "nobody came to the gate" + (future.isDone() ? ": " + future.join() : ""));
    }

    private boolean waiting() {
        return !mart.store
                .rows("select from pg_locks where locktype = 'advisory' and not granted")
                .isEmpty();
    }

    /** Lets everybody through from now on. */
    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
