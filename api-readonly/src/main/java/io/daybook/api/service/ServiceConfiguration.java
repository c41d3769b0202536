package io.daybook.api.service;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The root. */
@Configuration(proxyBeanMethods = false)
@Import(ServiceController.class)
public class ServiceConfiguration {}
