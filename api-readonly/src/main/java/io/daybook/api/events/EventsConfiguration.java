package io.daybook.api.events;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoints of the mart events. */
@Configuration(proxyBeanMethods = false)
@Import({EventListController.class, EventOverviewController.class, EventTimelineController.class})
public class EventsConfiguration {

    /** {@code privacy.min-group}: the fewest orders that a bucket of answers may show. */
    public record MinGroup(int orders) {}

    @Bean
    PrivacyFloor privacyFloor(MinGroup minGroup) {
        return new PrivacyFloor(minGroup.orders());
    }
}
