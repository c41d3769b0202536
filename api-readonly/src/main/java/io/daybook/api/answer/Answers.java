package io.daybook.api.answer;

import io.daybook.api.guard.Caller;
import io.daybook.api.store.Store;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
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

    /** Reads one snapshot outside of an answer, such as for a stream that goes on. */
    public <T> T read(String tenant, Function<Snapshot, T> payload) {
        return store.read(
                tenant, dsl -> payload.apply(new Snapshot(dsl, tenant, editions.current(dsl))));
    }

    private static <T> ResponseEntity<T> notModified(EntityTag tag) {
        return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag.text()).build();
    }

    /** {@code *} matches whatever exists, so existence has to be looked up first. */
    private static boolean isAnything(@Nullable String condition) {
        return condition != null && condition.strip().equals("*");
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
