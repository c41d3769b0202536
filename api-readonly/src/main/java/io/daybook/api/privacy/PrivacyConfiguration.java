package io.daybook.api.privacy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The privacy floor of all answers. */
@Configuration(proxyBeanMethods = false)
public class PrivacyConfiguration {

    /** {@code privacy.min-group}: the fewest orders that a bucket of answers may show. */
    public record MinGroup(int orders) {}

    @Bean
    PrivacyFloor privacyFloor(MinGroup minGroup) {
        return new PrivacyFloor(minGroup.orders());
    }
}
