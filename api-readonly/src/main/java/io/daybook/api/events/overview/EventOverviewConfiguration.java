package io.daybook.api.events.overview;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The overview of an event. */
@Configuration(proxyBeanMethods = false)
@Import(EventOverviewController.class)
public class EventOverviewConfiguration {

    /** {@code privacy.min-group}: the fewest orders that a bucket of answers may show. */
    public record MinGroup(int orders) {}

    @Bean
    PrivacyFloor privacyFloor(MinGroup minGroup) {
        return new PrivacyFloor(minGroup.orders());
    }
}
