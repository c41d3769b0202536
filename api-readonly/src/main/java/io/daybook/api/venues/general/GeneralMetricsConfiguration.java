package io.daybook.api.venues.general;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The figures of venues at a glance. */
@Configuration(proxyBeanMethods = false)
@Import(GeneralMetricsController.class)
public class GeneralMetricsConfiguration {}
