package io.daybook.api.freshness;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The freshness endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(FreshnessController.class)
public class FreshnessConfiguration {}
