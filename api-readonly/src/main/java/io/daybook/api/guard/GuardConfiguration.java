package io.daybook.api.guard;

import io.daybook.api.problem.ProblemResolver;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The way of a request: Tomcat, the outermost filter, the parameters, the controller. */
@Configuration(proxyBeanMethods = false)
public class GuardConfiguration implements WebMvcConfigurer {

    /** The one tenant of {@code --auth none}; empty where tokens name theirs. */
    public record SingleTenant(Optional<String> name) {}

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatAnswersInProblems() {
        return factory -> {
            factory.addConnectorCustomizers(
                    connector -> {
                        // our own filter answers TRACE, as it does every other verb
                        connector.setAllowTrace(true);
                        connector.setXpoweredBy(false);
                    });
            factory.addContextCustomizers(
                    context ->
                            ((org.apache.catalina.core.StandardHost) context.getParent())
                                    .setErrorReportValveClass(ProblemReportValve.class.getName()));
        };
    }

    @Bean
    FilterRegistrationBean<RequestGuard> requestGuard(SingleTenant tenant, AllowedOrigins origins) {
        AccessRule access =
                tenant.name()
                        .<AccessRule>map(name -> new LoopbackAccess(name, origins))
                        .orElseGet(BearerAccess::new);
        var bean = new FilterRegistrationBean<>(new RequestGuard(access, origins));
        // but for the record of requests the outermost
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return bean;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new ParameterGuard());
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(0, new ProblemResolver());
    }
}
