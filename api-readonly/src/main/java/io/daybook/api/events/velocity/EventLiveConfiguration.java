package io.daybook.api.events.velocity;

import io.daybook.api.answer.Answers;
import io.daybook.api.answer.MartViews;
import io.daybook.api.publication.Publications;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The live stream of an event. */
@Configuration(proxyBeanMethods = false)
@Import(EventLiveController.class)
public class EventLiveConfiguration {

    @Bean
    LiveStreams liveStreams(Answers answers, Publications publications, LiveLimits limits) {
        return new LiveStreams(answers, publications, MartViews.EVENTS.mart(), limits);
    }
}
