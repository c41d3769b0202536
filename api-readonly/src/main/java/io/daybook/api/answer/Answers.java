package io.daybook.api.answer;

import io.daybook.api.guard.Caller;
import io.daybook.api.store.Store;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Answers with a payload: opens the snapshot, sets the freshness headers, revalidates, and only
 * then reads. The headers stand on a refusal from within (404) as well.
 */
public final class Answers {

    private final Store store;
    private final EditionQueries editions;

    Answers(Store store, EditionQueries editions) {
        this.store = store;
        this.editions = editions;
    }

    /**
     * @param query path and parameters with their defaults, in one order: two requests with the
     *     same meaning have the same text
     */
    public <T> ResponseEntity<T> answer(
            ServletWebRequest exchange, String query, Function<Snapshot, T> payload) {
        return answer(exchange, query, dsl -> "", payload);
    }

    /**
     * @param state what else the payload shows that changes without a publication
     */
    public <T> ResponseEntity<T> answer(
            ServletWebRequest exchange,
            String query,
            Function<DSLContext, String> state,
            Function<Snapshot, T> payload) {
        Caller caller = Caller.of(exchange.getRequest());
        return store.read(
                caller.tenant(),
                dsl -> {
                    Edition edition = editions.current(dsl);
                    EntityTag tag = EntityTag.of(caller, edition, query, state.apply(dsl));
                    HttpServletResponse response = Objects.requireNonNull(exchange.getResponse());
                    setFreshness(response, edition);
                    String condition = exchange.getHeader("If-None-Match");
                    if (tag.isNamedIn(condition)) {
                        return notModified(tag);
                    }
                    T body = payload.apply(new Snapshot(dsl, caller.tenant(), edition));
                    return isAnything(condition)
                            ? notModified(tag)
                            : ResponseEntity.ok().eTag(tag.text()).body(body);
                });
    }

    /**
     * Answers with a document that is never held as a whole and that no cache keeps.
     *
     * @param state what else the document shows that changes without a publication
     * @param headers of the document: its type and its name
     * @param document is called within the snapshot; what it returns is sent after it
     */
    public <T extends Resource> ResponseEntity<T> download(
            ServletWebRequest exchange,
            String query,
            String state,
            HttpHeaders headers,
            Function<Snapshot, T> document) {
        Caller caller = Caller.of(exchange.getRequest());
        return store.read(
                caller.tenant(),
                dsl -> {
                    Edition edition = editions.current(dsl);
                    EntityTag tag = EntityTag.of(caller, edition, query, state);
                    setFreshness(Objects.requireNonNull(exchange.getResponse()), edition);
                    String condition = exchange.getHeader("If-None-Match");
                    // a view always exists, so anything matches
                    if (tag.isNamedIn(condition) || isAnything(condition)) {
                        return notModified(tag);
                    }
                    T body = document.apply(new Snapshot(dsl, caller.tenant(), edition));
                    return ResponseEntity.ok().eTag(tag.text()).headers(headers).body(body);
                });
    }

    private static <T> ResponseEntity<T> notModified(EntityTag tag) {
        return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag.text()).build();
    }

    /** {@code *} matches whatever exists, so existence has to be looked up first. */
    private static boolean isAnything(@Nullable String condition) {
        return condition != null && condition.strip().equals("*");
    }

    private static void setFreshness(HttpServletResponse response, Edition edition) {
        response.setHeader("Daybook-Generation", Long.toString(edition.generation()));
        if (edition.asOf() != null) {
            response.setHeader("Daybook-As-Of", edition.asOf().toString());
        }
        if (edition.stale() != null) {
            response.setHeader("Daybook-Stale", edition.stale().toString());
        }
    }
}
