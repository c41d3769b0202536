package io.daybook.api.venues.peaks;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Bookings by hour. */
@Configuration(proxyBeanMethods = false)
@Import(PeakHoursController.class)
public class PeakHoursConfiguration {}
