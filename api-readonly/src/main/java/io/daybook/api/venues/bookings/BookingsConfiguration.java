package io.daybook.api.venues.bookings;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Bookings by day. */
@Configuration(proxyBeanMethods = false)
@Import(BookingsController.class)
public class BookingsConfiguration {}
