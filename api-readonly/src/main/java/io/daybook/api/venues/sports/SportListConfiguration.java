package io.daybook.api.venues.sports;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The list of sports. */
@Configuration(proxyBeanMethods = false)
@Import(SportListController.class)
public class SportListConfiguration {}
