package io.daybook.api.answer;

import io.daybook.api.store.Store;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class AnswerConfiguration {

    /** An as-of further back than this is stale. */
    public record FreshnessLimit(Duration duration) {}

    @Bean
    Answers answers(Store store, FreshnessLimit limit) {
        return new Answers(store, new EditionQueries(limit.duration()));
    }
}
