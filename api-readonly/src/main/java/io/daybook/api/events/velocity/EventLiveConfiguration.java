package io.daybook.api.events.velocity;

import io.daybook.api.answer.AnswersByMart;
import io.daybook.api.publication.Publications;
import io.daybook.schema.generated.events.Events;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The live stream of an event. */
@Configuration(proxyBeanMethods = false)
@Import(EventLiveController.class)
public class EventLiveConfiguration {

    @Bean
    LiveStreams liveStreams(AnswersByMart answers, Publications publications, LiveLimits limits) {
        return new LiveStreams(
                answers.of(Events.EVENTS), publications, Events.EVENTS.getName(), limits);
    }
}
