package io.daybook.api.venues.revenue;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Revenue by day. */
@Configuration(proxyBeanMethods = false)
@Import(RevenueController.class)
public class RevenueConfiguration {}
