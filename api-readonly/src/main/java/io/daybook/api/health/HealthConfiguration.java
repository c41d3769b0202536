package io.daybook.api.health;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The simple status. */
@Configuration(proxyBeanMethods = false)
@Import(HealthController.class)
public class HealthConfiguration {}
