package io.daybook.api.answer;

import io.daybook.api.publication.Publications;
import io.daybook.api.store.Store;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
public class AnswerConfiguration {

    /** An as-of further back than this is stale. */
    public record FreshnessLimit(Duration duration) {}

    @Bean
    AnswerCache answerCache(ObjectProvider<SharedAnswers> shared, Publications publications) {
        return new AnswerCache(
                Optional.ofNullable(shared.getIfAvailable()),
                (key, standing) ->
                        publications
                                .current(key.mart())
                                .filter(newest -> newest.generation() == key.generation())
                                .filter(newest -> newest.generation() == standing.generation())
                                .filter(newest -> newest.asOf().equals(standing.asOf()))
                                .isPresent());
    }

    @Bean
    AnswersByMart answers(
            ServedMarts marts,
            AnswerCache cache,
            Store store,
            Publications publications,
            FreshnessLimit limit,
            AnswerSettings settings,
            JsonMapper json) {
        return new AnswersByMart(
                marts, cache, store, publications, limit.duration(), settings, json);
    }
}
