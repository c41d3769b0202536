package io.daybook.api.venues.list;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The list of venues. */
@Configuration(proxyBeanMethods = false)
@Import(VenueListController.class)
public class VenueListConfiguration {}
