package io.daybook.api.events.list;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The list of events. */
@Configuration(proxyBeanMethods = false)
@Import(EventListController.class)
public class EventListConfiguration {}
