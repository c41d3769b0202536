package io.daybook.api.reports;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reports over every view. */
@Configuration(proxyBeanMethods = false)
@Import(ReportController.class)
public class ReportsConfiguration {}
