package io.daybook.api.answer;

import io.daybook.api.publication.Publications;
import io.daybook.api.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Schema;
import tools.jackson.databind.json.JsonMapper;

/** Every payload belongs to one mart, whose generation it carries; a few tell of all marts. */
public final class AnswersByMart {

    /** No mart has it. */
    private static final String ALL = "*";

    private final Map<String, Answers> installed = new TreeMap<>();
    private final Answers overall;

    AnswersByMart(
            ServedMarts marts,
            AnswerCache cache,
            Store store,
            Publications publications,
            Duration limit,
            AnswerSettings settings,
            JsonMapper json) {
        List<StandingQueries> standings = new ArrayList<>();
        for (MartViews views : marts.installed()) {
            StandingQueries standing = new StandingQueries(views);
            standings.add(standing);
            installed.put(
                    views.mart(),
                    new Answers(
                            views.mart(),
                            standing,
                            cache,
                            store,
                            publications,
                            limit,
                            settings,
                            json));
        }
        this.overall =
                new Answers(
                        ALL,
                        new OldestStanding(standings),
                        cache,
                        store,
                        publications,
                        limit,
                        settings,
                        json);
        publications.subscribe(
                publication -> cache.advance(publication.mart(), publication.generation()));
    }

    /** Those from the mart of that schema; each is a refusal when the store does not have it. */
    public Answers of(Schema mart) {
        return of(mart.getName());
    }

    /** The same by the mart's name. */
    public Answers of(String mart) {
        Answers answers = installed.get(mart);
        return answers == null ? overall.refusing(mart) : answers;
    }

    /**
     * Those that tell of all marts. They carry the headers of the published mart whose as-of lies
     * furthest back, and ask the store each time.
     */
    public Answers overall() {
        return overall;
    }
}
