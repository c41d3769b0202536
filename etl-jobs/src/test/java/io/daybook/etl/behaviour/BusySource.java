package io.daybook.etl.behaviour;

import io.daybook.etl.testing.EventsMart;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application that keeps changing the source: one writer commits each change at once, another
 * stamps rows at its transaction's begin and commits them five changes of the first one later.
 * Every change is marked and none moves a row. They touch different rows, so that neither waits.
 */
final class BusySource implements AutoCloseable {

    static final int EVENTS = 4;

    private final EventsMart mart;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong lateCommits = new AtomicLong();
    private final List<Future<?>> writers;
    private volatile boolean stopped;

    BusySource(EventsMart mart, long seed) {
        this.mart = mart;
        Random random = new Random(seed);
        long first = random.nextLong();
        long second = random.nextLong();
        this.writers =
                List.of(
                        threads.submit(() -> write(new Random(first))),
                        threads.submit(() -> writeLate(new Random(second))));
    }

    /** Waits until so many changes more are committed, of both kinds. */
    void awaitCommits(int more) throws InterruptedException {
        long enough = commits.get() + more;
        long enoughLate = lateCommits.get() + 1;
        while (commits.get() < enough || lateCommits.get() < enoughLate) {
            if (writers.stream().anyMatch(Future::isDone)) {
                throw new IllegalStateException("a writer ended early");
            }
            Thread.sleep(5);
        }
    }

    private Void write(Random random) throws SQLException, InterruptedException {
        try (Connection connection = mart.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = events");
            for (long order = 1_000; !stopped; order += 2) {
                statement.execute(change(random, order));
                commits.incrementAndGet();
                // an application, not a flood
                Thread.sleep(3);
            }
            return null;
        }
    }

    private Void writeLate(Random random) throws SQLException, InterruptedException {
        try (Connection connection = mart.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = events");
            for (long order = 1_001; !stopped; order += 2) {
                statement.execute("begin");
                statement.execute(insert(random, order, "now()"));
                long until = commits.get() + 5;
                while (commits.get() < until && !stopped) {
                    Thread.sleep(2);
                }
                statement.execute("commit");
                lateCommits.incrementAndGet();
            }
            return null;
        }
    }

    private static String change(Random random, long order) {
        long earlier = 1_000 + 2 * (long) random.nextInt((int) (order - 998) / 2);
        return switch (random.nextInt(6)) {
            case 0 ->
                    "update ticket_order set amount = amount + 1, updated_at = clock_timestamp() where order_id = %d"
                            .formatted(earlier);
            case 1 ->
                    "update ticket set cancelled_at = clock_timestamp(), updated_at = clock_timestamp() where cancelled_at is null and ticket_id = %d"
                            .formatted(earlier);
            case 2 ->
                    "update event set timezone = '%s', updated_at = clock_timestamp() where event_id = %d"
                            .formatted(
                                    random.nextBoolean() ? "Asia/Tokyo" : "America/Lima",
                                    1 + random.nextInt(EVENTS));
            default -> insert(random, order, "clock_timestamp()");
        };
    }

    private static String insert(Random random, long order, String stamp) {
        return """
        insert into ticket_order (order_id, event_id, status, ordered_at, paid_at, amount,
            tax_amount, fee_amount, updated_at)
        select %1$d, %2$d, 'paid', paid_at, paid_at, 10, 1, 1, %4$s
        from (select clock_timestamp() - interval '%3$d hours') as p (paid_at);
        insert into ticket (ticket_id, order_id, event_id, ticket_type, price, status, updated_at)
        values (%1$d, %1$d, %2$d, 'standard', 10, 'valid', %4$s)
        """
                .formatted(order, 1 + random.nextInt(EVENTS), random.nextInt(500), stamp);
    }

    /** Ends both writers with all that they wrote committed. */
    void stop() throws InterruptedException, ExecutionException {
        stopped = true;
        for (Future<?> writer : writers) {
            writer.get();
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
