package io.daybook.api.events.timeline;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The timeline of an event. */
@Configuration(proxyBeanMethods = false)
@Import(EventTimelineController.class)
public class EventTimelineConfiguration {}
