package io.daybook.api;

import io.daybook.api.answer.AnswerConfiguration;
import io.daybook.api.answer.AnswerConfiguration.FreshnessLimit;
import io.daybook.api.answer.AnswerSettings;
import io.daybook.api.answer.ServedMarts;
import io.daybook.api.dashboard.DashboardConfiguration;
import io.daybook.api.docs.DocsConfiguration;
import io.daybook.api.events.list.EventListConfiguration;
import io.daybook.api.events.overview.EventOverviewConfiguration;
import io.daybook.api.events.timeline.EventTimelineConfiguration;
import io.daybook.api.events.velocity.EventLiveConfiguration;
import io.daybook.api.events.velocity.LiveLimits;
import io.daybook.api.freshness.FreshnessConfiguration;
import io.daybook.api.guard.AllowedOrigins;
import io.daybook.api.guard.GuardConfiguration;
import io.daybook.api.guard.GuardConfiguration.SingleTenant;
import io.daybook.api.health.HealthConfiguration;
import io.daybook.api.management.ManagementConfiguration;
import io.daybook.api.management.RecorderConfiguration;
import io.daybook.api.privacy.PrivacyConfiguration;
import io.daybook.api.privacy.PrivacyConfiguration.MinGroup;
import io.daybook.api.publication.Publications;
import io.daybook.api.redis.RedisConfiguration;
import io.daybook.api.redis.RedisSettings;
import io.daybook.api.reports.ReportsConfiguration;
import io.daybook.api.reports.query.ReportViews;
import io.daybook.api.service.ServiceConfiguration;
import io.daybook.api.store.Store;
import io.daybook.api.token.TokenConfiguration;
import io.daybook.api.token.TokenSettings;
import io.daybook.api.venues.bookings.BookingsConfiguration;
import io.daybook.api.venues.general.GeneralMetricsConfiguration;
import io.daybook.api.venues.list.VenueListConfiguration;
import io.daybook.api.venues.peaks.PeakHoursConfiguration;
import io.daybook.api.venues.revenue.RevenueConfiguration;
import io.daybook.api.venues.sports.SportListConfiguration;
import io.daybook.schema.catalogue.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.configuration.SpringDocSpecPropertiesConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.MapperFeature;

/**
 * The whole application, by name: nothing is scanned, and of Boot's auto-configuration only what is
 * listed, since the operator's class path also holds the writer's libraries.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    SpringDocConfiguration.class,
    SpringDocConfigProperties.class,
    SpringDocSpecPropertiesConfiguration.class,
    SpringDocWebMvcConfiguration.class,
})
@Import({
    GuardConfiguration.class,
    RecorderConfiguration.class,
    AnswerConfiguration.class,
    EventListConfiguration.class,
    EventOverviewConfiguration.class,
    EventTimelineConfiguration.class,
    PrivacyConfiguration.class,
    ReportsConfiguration.class,
    EventLiveConfiguration.class,
    VenueListConfiguration.class,
    SportListConfiguration.class,
    GeneralMetricsConfiguration.class,
    RevenueConfiguration.class,
    BookingsConfiguration.class,
    PeakHoursConfiguration.class,
    ServiceConfiguration.class,
    FreshnessConfiguration.class,
    HealthConfiguration.class,
    DocsConfiguration.class,
    DashboardConfiguration.class,
})
class ApiConfiguration {

    /** Read before there is a context. What goes wrong reaches the caller as an exception. */
    private static final Map<String, Object> QUIET =
            Map.ofEntries(
                    // no configuration file of whoever starts us
                    Map.entry("spring.config.name", "daybook-api"),
                    Map.entry("logging.level.root", "WARN"),
                    // at DEBUG these write down whole requests, tokens included: whoever turns the
                    // root's level up does not mean that
                    Map.entry("logging.level.org.apache.coyote", "WARN"),
                    Map.entry("logging.level.org.apache.catalina", "WARN"),
                    Map.entry("logging.level.org.apache.tomcat", "WARN"),
                    Map.entry("logging.level.org.springframework.security", "WARN"),
                    Map.entry("logging.level.org.springframework.web", "WARN"),
                    Map.entry("logging.level.org.springframework.boot.diagnostics", "OFF"),
                    Map.entry("logging.level.org.springframework.boot.SpringApplication", "OFF"),
                    Map.entry(
                            "logging.level.org.springframework.boot.web.server.servlet.context",
                            "OFF"),
                    // a wrong path is the client's matter
                    Map.entry(
                            "logging.level.org.springframework.web.servlet.PageNotFound", "ERROR"),
                    Map.entry("logging.level.org.springdoc", "ERROR"),
                    // we say ourselves that a shared cache is away, once
                    Map.entry("logging.level.io.lettuce", "ERROR"),
                    Map.entry("logging.level.io.netty", "ERROR"));

    /** Above every other source: the environment of the process does not reconfigure the API. */
    private static Map<String, Object> properties(ServeSettings settings) {
        return Map.ofEntries(
                Map.entry("server.address", settings.host()),
                Map.entry("server.port", settings.port()),
                Map.entry("server.forward-headers-strategy", "none"),
                Map.entry("server.max-http-request-header-size", "32KB"),
                Map.entry("server.tomcat.connection-timeout", "20s"),
                // a stop lets requests under way end, for as long as a statement may take
                Map.entry("server.shutdown", "graceful"),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "15s"),
                // filter[column] as people write it
                Map.entry("server.tomcat.relaxed-query-chars", "[,]"),
                Map.entry("spring.main.lazy-initialization", "true"),
                Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
                Map.entry("spring.web.resources.add-mappings", "false"),
                Map.entry("springdoc.api-docs.version", "openapi_3_0"),
                Map.entry("springdoc.enable-kotlin", "false"),
                Map.entry("springdoc.writer-with-order-by-keys", "true"),
                Map.entry("springdoc.default-produces-media-type", "application/json"));
    }

    /**
     * @param open opens the store; called once the log is quiet, before anything listens
     * @param catalogue what is served of it
     */
    static ServletWebServerApplicationContext run(
            ServeSettings settings, Supplier<ApiServer.Opened> open, Catalogue catalogue) {
        SpringApplication application = new SpringApplication(ApiConfiguration.class);
        if (settings.tokens().isPresent()) {
            application.addPrimarySources(List.of(TokenConfiguration.class));
        }
        if (settings.management().isPresent()) {
            application.addPrimarySources(List.of(ManagementConfiguration.class));
        }
        if (settings.redis().isPresent()) {
            application.addPrimarySources(List.of(RedisConfiguration.class));
        }
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setLazyInitialization(true);
        application.setAddCommandLineProperties(false);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(QUIET);
        application.addInitializers(
                context -> {
                    context.getEnvironment()
                            .getPropertySources()
                            .addFirst(new MapPropertySource("daybook", properties(settings)));
                    settings.management()
                            .map(ManagementConfiguration::properties)
                            .map(values -> new MapPropertySource("daybook-management", values))
                            .ifPresent(context.getEnvironment().getPropertySources()::addFirst);
                    ApiServer.Opened opened = open.get();
                    register((GenericApplicationContext) context, settings, opened);
                    register((GenericApplicationContext) context, opened.store(), catalogue);
                });
        return (ServletWebServerApplicationContext) application.run();
    }

    private static void register(
            GenericApplicationContext context, ServeSettings settings, ApiServer.Opened opened) {
        context.registerBean(Store.class, opened::store);
        context.registerBean(Publications.class, opened::publications);
        Optional<String> single =
                settings.tokens().isPresent() ? Optional.empty() : Optional.of(settings.tenant());
        context.registerBean(SingleTenant.class, () -> new SingleTenant(single));
        context.registerBean(AllowedOrigins.class, settings::origins);
        context.registerBean(LiveLimits.class, settings::live);
        settings.redis().ifPresent(redis -> context.registerBean(RedisSettings.class, () -> redis));
        context.registerBean(
                AnswerSettings.class, () -> new AnswerSettings(settings.answersDependOn()));
        settings.tokens()
                .ifPresent(tokens -> context.registerBean(TokenSettings.class, () -> tokens));
        context.registerBean(MinGroup.class, () -> new MinGroup(settings.minGroup()));
        context.registerBean(
                FreshnessLimit.class, () -> new FreshnessLimit(settings.freshnessLimit()));
    }

    /** Looked up now, so that what is missing ends the start. */
    private static void register(
            GenericApplicationContext context, Store store, Catalogue catalogue) {
        ServedMarts marts = ServedMarts.of(catalogue, store);
        context.registerBean(ServedMarts.class, () -> marts);
        ReportViews reports = ApiServer.reportViews(store, catalogue);
        context.registerBean(ReportViews.class, () -> reports);
    }

    /** Money as it is, fields in the order of their record. */
    @Bean
    JsonMapperBuilderCustomizer figuresAsWritten() {
        return builder ->
                builder.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
    }
}
