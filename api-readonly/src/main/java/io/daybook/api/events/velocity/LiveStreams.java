package io.daybook.api.events.velocity;

import io.daybook.api.answer.Answers;
import io.daybook.api.events.EventDirectoryQueries;
import io.daybook.api.events.EventId;
import io.daybook.api.guard.Caller;
import io.daybook.api.problem.Problem;
import io.daybook.api.problem.RequestRefused;
import io.daybook.api.publication.Publications;
import io.daybook.api.store.StoreUnreachable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * All open streams. A publication is heard once, by the one listener of the process; each event
 * that somebody watches is then read once, however many watch it. Thread-safe.
 */
final class LiveStreams implements SmartLifecycle {

    // Locks: `places` guards who is there, a topic guards its card. Neither is held while anything
    // is written to a client: who does not read blocks one of two threads until Tomcat's write
    // timeout ends its connection, and nobody's way in.

    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);

    private record Key(String tenant, EventId event) {}

    /** One event that is watched. */
    private static final class Topic {
        private final Set<LiveClient> clients = new HashSet<>();
        private @Nullable LiveCard card;
    }

    private final Answers answers;
    private final Publications publications;
    private final String mart;
    private final LiveLimits limits;
    private final Clock clock = Clock.systemUTC();
    private final EventDirectoryQueries directory = new EventDirectoryQueries();
    private final EventVelocityQueries velocities = new EventVelocityQueries();
    private final Map<Key, Topic> places = new HashMap<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledExecutorService workers =
            Executors.newScheduledThreadPool(
                    2,
                    work -> {
                        Thread thread = new Thread(work, "daybook-live");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Publications.Subscription subscription;

    LiveStreams(Answers answers, Publications publications, String mart, LiveLimits limits) {
        this.answers = answers;
        this.publications = publications;
        this.mart = mart;
        this.limits = limits;
        this.subscription =
                publications.subscribe(
                        publication -> {
                            // several publications at once are one: the newest counts
                            if (isRunning()
                                    && publication.mart().equals(mart)
                                    && due.compareAndSet(false, true)) {
                                workers.execute(this::publish);
                            }
                        });
        long beat = limits.heartbeat().toNanos();
        workers.scheduleAtFixedRate(this::beat, beat, beat, TimeUnit.NANOSECONDS);
    }

    /** A stream and the card that it begins with. */
    record Opened(SseEmitter stream, LiveCard first) {}

    /**
     * Opens a stream.
     *
     * @param caller whose tenant the event is of, and how long it may go on
     * @param known the generation that the reader has seen; 0: none
     * @throws RequestRefused 404 for an unknown event, 429 when there are too many streams
     */
    Opened open(Caller caller, EventId event, long known) {
        Key key = new Key(caller.tenant(), event);
        SseEmitter emitter = new SseEmitter(longest(caller).toMillis());
        LiveClient client = new LiveClient(emitter, known);
        Topic topic = enter(key, client);
        try {
            emitter.onCompletion(() -> leave(key, client));
            emitter.onTimeout(emitter::complete);
            LiveCard card = card(key, topic);
            // a comment first: whoever knows the card already learns that the stream stands
            client.beat();
            client.send(card);
            return new Opened(emitter, card);
        } catch (IOException impossible) {
            leave(key, client);
            throw new IllegalStateException("nothing is written before the request returns");
        } catch (RuntimeException exception) {
            leave(key, client);
            throw exception;
        }
    }

    /** No stream outlives the token that opened it. */
    private Duration longest(Caller caller) {
        if (caller.until() == null) {
            return limits.longest();
        }
        Duration left = Duration.between(clock.instant(), caller.until());
        // zero would mean for ever, and a token is good for a minute after its end
        Duration atLeast = left.compareTo(MOMENT) < 0 ? MOMENT : left;
        return atLeast.compareTo(limits.longest()) < 0 ? atLeast : limits.longest();
    }

    /** What an event shows now, without a stream. */
    LiveCard look(String tenant, EventId event) {
        return read(new Key(tenant, event));
    }

    private Topic enter(Key key, LiveClient client) {
        synchronized (places) {
            int all = places.values().stream().mapToInt(topic -> topic.clients.size()).sum();
            int own =
                    places.entrySet().stream()
                            .filter(place -> place.getKey().tenant().equals(key.tenant()))
                            .mapToInt(place -> place.getValue().clients.size())
                            .sum();
            // the newest is refused: ending the oldest would only make it come back
            if (own >= limits.perTenant() || all >= limits.total()) {
                throw new RequestRefused(Problem.tooManyStreams());
            }
            Topic topic = places.computeIfAbsent(key, any -> new Topic());
            topic.clients.add(client);
            return topic;
        }
    }

    private void leave(Key key, LiveClient client) {
        synchronized (places) {
            Topic topic = places.get(key);
            if (topic != null && topic.clients.remove(client) && topic.clients.isEmpty()) {
                places.remove(key);
            }
        }
    }

    /** The topic's card, read anew only when there has been a publication since. */
    private LiveCard card(Key key, Topic topic) {
        synchronized (topic) {
            LiveCard card = topic.card;
            long newest = publications.current(mart).map(each -> each.generation()).orElse(0L);
            if (card == null || card.generation() < newest) {
                card = read(key);
                topic.card = card;
            }
            return card;
        }
    }

    private LiveCard read(Key key) {
        return answers.read(
                key.tenant(),
                snapshot ->
                        new LiveCard(
                                snapshot.edition(),
                                velocities.read(snapshot, directory.find(snapshot, key.event()))));
    }

    private void publish() {
        due.set(false);
        Map<Key, Topic> watched;
        synchronized (places) {
            watched = new HashMap<>(places);
        }
        watched.forEach(this::publish);
    }

    private void publish(Key key, Topic topic) {
        LiveCard before;
        LiveCard now;
        try {
            synchronized (topic) {
                before = topic.card;
                now = card(key, topic);
            }
        } catch (RequestRefused gone) {
            clients(topic).forEach(LiveClient::end);
            return;
        } catch (StoreUnreachable later) {
            return;
        } catch (RuntimeException exception) {
            LOG.error("A stream's card cannot be read", exception);
            return;
        }
        if (before == null || !now.velocity().sameFigures(before.velocity())) {
            clients(topic).forEach(client -> write(key, client, () -> client.send(now)));
        }
    }

    private void beat() {
        Map<Key, Topic> watched;
        synchronized (places) {
            watched = new HashMap<>(places);
        }
        watched.forEach(
                (key, topic) -> clients(topic).forEach(client -> write(key, client, client::beat)));
    }

    private List<LiveClient> clients(Topic topic) {
        synchronized (places) {
            return new ArrayList<>(topic.clients);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** Who cannot be written to is gone; the container ends its request. */
    private void write(Key key, LiveClient client, Writing writing) {
        try {
            writing.run();
        } catch (IOException | IllegalStateException gone) {
            leave(key, client);
        }
    }

    @Override
    public void start() {
        // begun already: what is made on demand must not depend on being started
    }

    /** Ends all streams. It comes before the web server's stop, which would wait for them. */
    @Override
    public void stop() {
        subscription.close();
        // no interruption: it would break a connection of the pool in the middle of a statement
        workers.shutdown();
        List<LiveClient> all = new ArrayList<>();
        synchronized (places) {
            places.values().forEach(topic -> all.addAll(topic.clients));
        }
        all.forEach(LiveClient::end);
    }

    @Override
    public boolean isRunning() {
        return !workers.isShutdown();
    }
}
