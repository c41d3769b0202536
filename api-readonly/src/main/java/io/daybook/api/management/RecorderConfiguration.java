package io.daybook.api.management;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The record of requests, which needs no management port. */
@Configuration(proxyBeanMethods = false)
public class RecorderConfiguration {

    @Bean
    FilterRegistrationBean<RequestRecorder> requestRecorder(
            ObjectProvider<MeterRegistry> registry) {
        var bean =
                new FilterRegistrationBean<>(
                        new RequestRecorder(Optional.ofNullable(registry.getIfAvailable())));
        // around the guard, so that what it refuses is recorded, too
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
        bean.setAsyncSupported(true);
        return bean;
    }
}
