package io.daybook.api.publication;

import io.daybook.api.store.Store;
import io.daybook.api.store.StoreUnreachable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest publication of each mart as the store last told it. One listener serves the whole
 * process, so that no request has to ask. Thread-safe.
 */
public final class Publications implements AutoCloseable {

    // A thread of its own holds one connection beside the pool. It listens on the channel that the
    // writer notifies in the publishing transaction, and asks every five seconds besides: that
    // finds a connection that died without a word, a pooler that swallows LISTEN, and a store that
    // refuses it (a standby). While there is no connection, connecting anew is the asking.

    /** Payload: the mart's name, a space and its new generation. */
    static final String CHANNEL = "daybook_publication";

    private static final Duration ASKING = Duration.ofSeconds(5);

    /** A connection that breaks sooner is not replaced at once, lest we knock without a pause. */
    private static final Duration SHORT_LIVED = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Publications.class);

    private final Store store;
    private final List<Consumer<Publication>> subscribers = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::follow, "daybook-publications");
    private volatile Known known;
    private volatile boolean closed;
    private volatile @Nullable Connection listening;

    /** Ends a subscription; closing twice is allowed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param nanos when the store's clock was read, by {@link System#nanoTime}
     */
    private record Known(
            Map<String, Publication> newest, boolean reachable, Instant storeTime, long nanos) {}

    private Publications(Store store) {
        this.store = store;
        this.known = store.read(Publications::ask);
        thread.setDaemon(true);
    }

    /**
     * Asks once, then keeps listening until closed.
     *
     * @throws StoreUnreachable when the first question is not answered
     */
    public static Publications follow(Store store) {
        Publications publications = new Publications(store);
        publications.thread.start();
        return publications;
    }

    /** The newest publication of a mart; empty before its first. */
    public Optional<Publication> current(String mart) {
        return Optional.ofNullable(known.newest().get(mart));
    }

    /** Whether the store answered when it was asked last; it is asked at least every 5 s. */
    public boolean reachable() {
        return known.reachable();
    }

    /** The store's clock, carried on since it was last read; never the JVM's date. */
    public Instant storeTime() {
        Known last = known;
        return last.storeTime().plusNanos(System.nanoTime() - last.nanos());
    }

    /**
     * Calls back at every further publication, in their order, possibly leaving out some: each call
     * carries the newest. Callbacks run on the listener's thread and must not block.
     */
    public Subscription subscribe(Consumer<Publication> subscriber) {
        // an object of its own, so that the same callback may subscribe twice
        Consumer<Publication> own = subscriber::accept;
        subscribers.add(own);
        return () -> subscribers.remove(own);
    }

    private void follow() {
        boolean worked = true;
        while (!closed) {
            long begun = System.nanoTime();
            try (Connection connection = store.connect("daybook-api-listener")) {
                listening = connection;
                boolean told = listens(connection);
                while (!closed) {
                    learn(connection);
                    worked = true;
                    await(connection, told);
                }
            } catch (SQLException | DataAccessException exception) {
                // one that had worked for a while is replaced at once: the store may be well
                boolean again = worked && System.nanoTime() - begun > SHORT_LIVED.toNanos();
                worked = false;
                if (!again && !closed) {
                    lose(exception);
                    pause();
                }
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    /** Whether the store will notify us; one that will not is asked only. */
    private static boolean listens(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            return true;
        } catch (SQLException exception) {
            LOG.warn("The store refuses LISTEN, so it is asked every 5 s: {}", sentence(exception));
            return false;
        }
    }

    private void learn(Connection connection) {
        Map<String, Publication> before = known.newest();
        known = ask(DSL.using(connection, SQLDialect.POSTGRES));
        known.newest().values().stream()
                .filter(publication -> !publication.equals(before.get(publication.mart())))
                .forEach(this::tell);
    }

    private static void await(Connection connection, boolean told)
            throws SQLException, InterruptedException {
        if (told) {
            connection.unwrap(PGConnection.class).getNotifications((int) ASKING.toMillis());
        } else {
            Thread.sleep(ASKING.toMillis());
        }
    }

    private void tell(Publication publication) {
        for (Consumer<Publication> subscriber : subscribers) {
            try {
                subscriber.accept(publication);
            } catch (RuntimeException exception) {
                LOG.error("A subscriber failed at {}", publication, exception);
            }
        }
    }

    private void lose(Exception exception) {
        Known last = known;
        if (last.reachable()) {
            LOG.warn("The store does not answer the listener: {}", sentence(exception));
        }
        known = new Known(last.newest(), false, last.storeTime(), last.nanos());
    }

    private void pause() {
        try {
            Thread.sleep(ASKING.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Known ask(DSLContext dsl) {
        Map<String, Publication> newest = PublicationQueries.newest(dsl);
        Instant now = PublicationQueries.now(dsl).toInstant();
        return new Known(newest, true, now, System.nanoTime());
    }

    private static String sentence(Exception exception) {
        return String.valueOf(exception.getMessage()).lines().findFirst().orElse("no reason given");
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        Connection connection = listening;
        if (connection != null) {
            try {
                // a blocked read is ended by nothing less
                connection.abort(Runnable::run);
            } catch (SQLException exception) {
                LOG.debug("The listener's connection was gone already", exception);
            }
        }
    }
}
