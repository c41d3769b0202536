package io.daybook.api.answer;

import io.daybook.api.answer.AnswerCache.Key;
import io.daybook.api.guard.Caller;
import io.daybook.api.problem.Problem;
import io.daybook.api.problem.RequestRefused;
import io.daybook.api.publication.Publication;
import io.daybook.api.publication.Publications;
import io.daybook.api.store.Store;
import io.daybook.api.store.StoreUnreachable;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a payload of one mart: from the cache, else from one snapshot of the store; with the
 * freshness headers and a validator. The headers stand on a refusal from within (404) as well.
 * While the store is away, what is cached is sent and marked stale.
 */
public final class Answers {

    private final String mart;
    private final boolean installed;
    private final Standings standings;
    private final AnswerCache cache;
    private final Store store;
    private final Publications publications;
    private final Duration limit;
    private final AnswerSettings settings;
    private final JsonMapper json;

    /** One request and what it asks for. */
    private record Question(ServletWebRequest exchange, Caller caller, String query) {

        @Nullable String condition() {
            return exchange.getHeader("If-None-Match");
        }

        /** {@code *} matches whatever exists, so existence has to be looked up first. */
        boolean isAnything() {
            String condition = condition();
            return condition != null && condition.strip().equals("*");
        }

        void note(CacheUse use) {
            use.attachTo(exchange.getRequest());
        }

        HttpServletResponse response() {
            return Objects.requireNonNull(exchange.getResponse());
        }
    }

    Answers(
            String mart,
            Standings standings,
            AnswerCache cache,
            Store store,
            Publications publications,
            Duration limit,
            AnswerSettings settings,
            JsonMapper json) {
        this(mart, true, standings, cache, store, publications, limit, settings, json);
    }

    private Answers(
            String mart,
            boolean installed,
            Standings standings,
            AnswerCache cache,
            Store store,
            Publications publications,
            Duration limit,
            AnswerSettings settings,
            JsonMapper json) {
        this.mart = mart;
        this.installed = installed;
        this.standings = standings;
        this.cache = cache;
        this.store = store;
        this.publications = publications;
        this.limit = limit;
        this.settings = settings;
        this.json = json;
    }

    /** Of a mart that is not there: 404 for whatever is asked. */
    Answers refusing(String missing) {
        return new Answers(
                missing, false, standings, cache, store, publications, limit, settings, json);
    }

    /**
     * @throws RequestRefused 404 when the store does not have the mart
     */
    private void requireInstalled() {
        if (!installed) {
            throw new RequestRefused(Problem.martNotInstalled(mart));
        }
    }

    /**
     * Answers with what changes with a publication only.
     *
     * @param query path and parameters with their defaults, in one order: two requests with the
     *     same meaning have the same text
     */
    public <T> ResponseEntity<T> answer(
            ServletWebRequest exchange, String query, Function<Snapshot, T> payload) {
        Question question = question(exchange, query);
        Optional<Publication> published = newest();
        if (published.isEmpty()) {
            return send(question, read(question, dsl -> "", payload));
        }
        Publication newest = published.get();
        Key key = Key.of(question.caller(), mart, newest.generation(), query);
        EntityTag tag =
                EntityTag.of(
                        settings, question.caller(), newest.generation(), newest.asOf(), query, "");
        if (tag.isNamedIn(question.condition())) {
            return revalidated(question, key, tag);
        }
        // whoever waits for another's reading, and is refused with it, has them too
        setFreshness(question.response(), edition(standing(newest)));
        question.note(CacheUse.HIT);
        try {
            return send(question, cache.get(key, () -> read(question, dsl -> "", payload)));
        } catch (StoreUnreachable away) {
            return this.<T>kept(question, key).orElseThrow(() -> away);
        }
    }

    /**
     * Answers with what may also change without a publication: each request asks the store.
     *
     * @param state what else the payload shows
     */
    public <T> ResponseEntity<T> answer(
            ServletWebRequest exchange,
            String query,
            Function<DSLContext, String> state,
            Function<Snapshot, T> payload) {
        Question question = question(exchange, query);
        long generation = publications.current(mart).map(Publication::generation).orElse(0L);
        Key key = Key.of(question.caller(), mart, generation, query);
        try {
            Answer answer = read(question, state, payload);
            cache.put(key, answer);
            return send(question, answer);
        } catch (StoreUnreachable away) {
            return this.<T>kept(question, key).orElseThrow(() -> away);
        }
    }

    /** A reading may have seen a publication that the listener is only about to hear of. */
    private Optional<Publication> newest() {
        Optional<Publication> told = publications.current(mart);
        return standings
                .last()
                .filter(seen -> told.isEmpty() || seen.generation() > told.get().generation())
                .or(() -> told);
    }

    private Standing standing(Publication newest) {
        Standing known = standings.remembered(newest.generation());
        return known.generation() > 0
                ? known
                : new Standing(newest.generation(), newest.asOf(), false);
    }

    private Question question(ServletWebRequest exchange, String query) {
        requireInstalled();
        return new Question(exchange, Caller.of(exchange.getRequest()), query);
    }

    private <T> Answer read(
            Question question, Function<DSLContext, String> state, Function<Snapshot, T> payload) {
        question.note(CacheUse.MISS);
        record Found<T>(Standing standing, EntityTag tag, T payload) {}
        Caller caller = question.caller();
        Found<T> found =
                store.read(
                        caller.tenant(),
                        dsl -> {
                            Standing standing = standings.newest(dsl);
                            Edition edition = edition(standing);
                            // stands on what the payload refuses, too
                            setFreshness(question.response(), edition);
                            EntityTag tag =
                                    EntityTag.of(
                                            settings,
                                            caller,
                                            standing.generation(),
                                            standing.asOf(),
                                            question.query(),
                                            state.apply(dsl));
                            return new Found<>(
                                    standing,
                                    tag,
                                    payload.apply(new Snapshot(dsl, caller.tenant(), edition)));
                        });
        return new Answer(found.standing(), found.tag(), json.writeValueAsBytes(found.payload()));
    }

    /** A tag of the present generation needs no payload; at most the ledger's word once. */
    private <T> ResponseEntity<T> revalidated(Question question, Key key, EntityTag tag) {
        question.note(CacheUse.REVALIDATED);
        Standing standing = standings.remembered(key.generation());
        if (standing.generation() == 0 && publications.reachable()) {
            standing = store.read(standings::newest);
        }
        setFreshness(question.response(), edition(standing));
        return notModified(tag);
    }

    /** What is still there of this publication or of the one before it. */
    private <T> Optional<ResponseEntity<T>> kept(Question question, Key key) {
        return Stream.of(key, key.before())
                .flatMap(any -> cache.find(any).stream())
                .findFirst()
                .map(
                        answer -> {
                            question.note(CacheUse.KEPT);
                            setFreshness(question.response(), answer.standing().unreachable());
                            return body(question, answer);
                        });
    }

    private <T> ResponseEntity<T> send(Question question, Answer answer) {
        setFreshness(question.response(), edition(answer.standing()));
        return body(question, answer);
    }

    /** The declared type is what the body describes; what is written are its bytes. */
    @SuppressWarnings("unchecked")
    private static <T> ResponseEntity<T> body(Question question, Answer answer) {
        if (question.isAnything() || answer.tag().isNamedIn(question.condition())) {
            return notModified(answer.tag());
        }
        return (ResponseEntity<T>)
                ResponseEntity.ok()
                        .eTag(answer.tag().text())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(answer.body());
    }

    /** Reads one snapshot outside of an answer, such as for a stream that goes on. */
    public <T> T read(String tenant, Function<Snapshot, T> payload) {
        requireInstalled();
        return store.read(
                tenant,
                dsl -> payload.apply(new Snapshot(dsl, tenant, edition(standings.newest(dsl)))));
    }

    /**
     * Answers with a document that is never held as a whole and that no cache keeps.
     *
     * @param headers of the document: its type and its name
     * @param document is called within the snapshot; what it returns is sent after it
     */
    public <T extends Resource> ResponseEntity<T> download(
            ServletWebRequest exchange,
            String query,
            HttpHeaders headers,
            Function<Snapshot, T> document) {
        Question question = question(exchange, query);
        question.note(CacheUse.MISS);
        Caller caller = question.caller();
        return store.read(
                caller.tenant(),
                dsl -> {
                    Standing standing = standings.newest(dsl);
                    Edition edition = edition(standing);
                    setFreshness(question.response(), edition);
                    EntityTag tag =
                            EntityTag.of(
                                    settings,
                                    caller,
                                    standing.generation(),
                                    standing.asOf(),
                                    query,
                                    "");
                    // a view always exists, so anything matches
                    if (tag.isNamedIn(question.condition()) || question.isAnything()) {
                        return notModified(tag);
                    }
                    T body = document.apply(new Snapshot(dsl, caller.tenant(), edition));
                    return ResponseEntity.ok().eTag(tag.text()).headers(headers).body(body);
                });
    }

    private static <T> ResponseEntity<T> notModified(EntityTag tag) {
        return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag.text()).build();
    }

    private Edition edition(Standing standing) {
        return publications.reachable()
                ? standing.at(publications.storeTime(), limit)
                : standing.unreachable();
    }

    /** Says which publication an answer shows, in its headers. */
    public static void setFreshness(HttpServletResponse response, Edition edition) {
        response.setHeader("Daybook-Generation", Long.toString(edition.generation()));
        if (edition.asOf() != null) {
            response.setHeader("Daybook-As-Of", edition.asOf().toString());
        }
        if (edition.stale() != null) {
            response.setHeader("Daybook-Stale", edition.stale().toString());
        }
    }
}
