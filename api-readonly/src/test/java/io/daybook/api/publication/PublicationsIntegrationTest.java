package io.daybook.api.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.publication.Publications.Subscription;
import io.daybook.api.store.Store;
import io.daybook.api.testing.TestStore;
import io.daybook.schema.testing.TestPostgres;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicationsIntegrationTest {

    private final TestStore store = TestStore.empty();
    private final BlockingQueue<Publication> heard = new LinkedBlockingQueue<>();
    private Store pool;
    private Publications publications;

    @BeforeEach
    void follow() {
        pool = Store.open(store.database().url(), TestPostgres.READER, TestPostgres.READER);
        publications = Publications.follow(pool);
    }

    @AfterEach
    void close() {
        publications.close();
        pool.close();
    }

    @Test
    void knowsNothingBeforeTheFirstPublicationAndHearsIt() throws Exception {
        assertThat(publications.current("events")).isEmpty();
        assertThat(publications.reachable()).isTrue();
        publications.subscribe(heard::add);
        publish(1);
        assertThat(next()).isEqualTo(publication(1));
        assertThat(publications.current("events")).contains(publication(1));
        assertThat(publications.current("venues")).isEmpty();
    }

    @Test
    void tellsEverySubscriberAndNoneThatLeftOrFailed() throws Exception {
        BlockingQueue<Publication> other = new LinkedBlockingQueue<>();
        publications.subscribe(
                publication -> {
                    throw new IllegalStateException("a subscriber's own fault");
                });
        Subscription leaving = publications.subscribe(other::add);
        publications.subscribe(heard::add);
        publish(1);
        assertThat(next()).isEqualTo(publication(1));
        leaving.close();
        leaving.close();
        publish(2);
        assertThat(next()).isEqualTo(publication(2));
        assertThat(other).containsExactly(publication(1));
    }

    /** Its backend killed and a publication made without a word: found by asking. */
    @Test
    void findsWhatItMissedWhileTheConnectionWasBroken() throws Exception {
        publications.subscribe(heard::add);
        publish(1);
        assertThat(next()).isEqualTo(publication(1));
        store.database()
                .execute(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database()
                            and application_name = 'daybook-api-listener'
                        """);
        store.database()
                .execute(
                        """
                        update daybook.mart_state set generation = 2;
                        """);
        assertThat(next().generation()).isEqualTo(2);
        assertThat(publications.reachable()).isTrue();
    }

    /** No notification at all, as through a pooler that swallows LISTEN. */
    @Test
    void asksWhenNobodyTells() throws Exception {
        publish(1);
        publications.subscribe(heard::add);
        store.database().execute("update daybook.mart_state set generation = 7");
        while (next().generation() != 7) {
            // the first publication may still be on its way
        }
        assertThat(publications.current("events").orElseThrow().generation()).isEqualTo(7);
    }

    @Test
    void carriesTheStoresClockOn() {
        Instant before = Instant.parse(storeClock());
        Instant carried = publications.storeTime();
        Instant after = Instant.parse(storeClock());
        assertThat(carried).isBetween(before.minusSeconds(1), after.plusSeconds(1));
    }

    @Test
    void holdsOneConnectionBesideThePoolUntilClosed() throws Exception {
        publications.subscribe(heard::add);
        publish(1);
        next();
        assertThat(listeners()).isEqualTo("1");
        publications.close();
        for (int attempt = 0; attempt < 600 && !listeners().equals("0"); attempt++) {
            Thread.sleep(50);
        }
        assertThat(listeners()).isEqualTo("0");
    }

    private String listeners() {
        return store.database()
                .value(
                        """
                        select cast(count(*) as text) from pg_stat_activity
                        where datname = current_database()
                            and application_name = 'daybook-api-listener'
                        """);
    }

    private String storeClock() {
        return store.database()
                .value(
                        """
                        select to_char(clock_timestamp() at time zone 'UTC',
                            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                        """);
    }

    private void publish(long generation) {
        store.published(generation, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
    }

    private static Publication publication(long generation) {
        return new Publication("events", generation, Instant.parse("2026-03-15T12:00:00Z"));
    }

    private Publication next() throws InterruptedException {
        Publication publication = heard.poll(60, TimeUnit.SECONDS);
        assertThat(publication).as("no publication was heard").isNotNull();
        return publication;
    }
}
