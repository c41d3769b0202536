package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Stops statements that read the orders of a mart over views, for as long as a test needs. */
final class ReadingGate {

    private static final String WAITING =
            "select pid from pg_stat_activity where datname = current_database() and"
                    + " application_name = 'daybook' and wait_event = 'PgSleep' order by"
                    + " backend_start";

    private final EventsMart mart;
    private final List<CompletableFuture<Void>> deeds = new ArrayList<>();

    /**
     * @param mart made by {@link Sources#overViews}
     */
    ReadingGate(EventsMart mart) {
        this.mart = mart;
        mart.source.execute(
                """
                create function app.open() returns boolean language plpgsql as $$
                begin
                    -- no waiting for the lock itself, which would end after lock_timeout
                    while not pg_try_advisory_lock_shared(4711) loop
                        perform pg_sleep(0.1);
                    end loop;
                    perform pg_advisory_unlock_shared(4711);
                    return true;
                end $$;
                create or replace view app.ticket_order as
                    select * from events.ticket_order where app.open();
                """);
    }

    /** The sessions that wait for orders, by age. */
    List<String> waiting() {
        return mart.source.rows(WAITING);
    }

    /** Stops the reading of orders, from when this returns until all is so and the deed is done. */
    void stopReading(String what, BooleanSupplier isSo, Runnable deed) {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        deeds.add(CompletableFuture.runAsync(() -> stop(stopped, what, isSo, deed)));
        stopped.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void stop(
            CompletableFuture<Void> stopped, String what, BooleanSupplier isSo, Runnable deed) {
        try (var connection = mart.source.connect();
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(4711)");
            stopped.complete(null);
            for (int look = 0; !isSo.getAsBoolean(); look++) {
                assertThat(look).as("looks for " + what).isLessThan(3_000);
                TimeUnit.MILLISECONDS.sleep(10);
            }
            deed.run();
        } catch (SQLException | InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
    }

    void everyDeedSucceeds() throws InterruptedException, ExecutionException {
        for (CompletableFuture<Void> deed : deeds) {
            deed.get();
        }
    }
}
