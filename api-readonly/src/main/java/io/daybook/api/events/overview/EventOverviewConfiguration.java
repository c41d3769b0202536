package io.daybook.api.events.overview;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The overview of an event. */
@Configuration(proxyBeanMethods = false)
@Import(EventOverviewController.class)
public class EventOverviewConfiguration {}
