package io.daybook.api.answer;

import io.daybook.api.publication.Publications;
import io.daybook.api.store.Store;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
public class AnswerConfiguration {

    /** An as-of further back than this is stale. */
    public record FreshnessLimit(Duration duration) {}

    @Bean
    AnswersByMart answers(
            ServedMarts marts,
            Store store,
            Publications publications,
            FreshnessLimit limit,
            JsonMapper json) {
        return new AnswersByMart(marts, store, publications, limit.duration(), json);
    }
}
