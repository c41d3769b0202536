package io.daybook.api.docs;

import io.daybook.api.asset.WebJar;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The description as a page at {@code /docs}, with Swagger UI from this server. */
@Configuration(proxyBeanMethods = false)
class DocsPageConfiguration implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/docs").setViewName("forward:/docs/index.html");
        registry.addRedirectViewController("/docs/", "/docs");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/docs/**").addResourceLocations("classpath:/docs/");
        registry.addResourceHandler("/docs/ui/**")
                .addResourceLocations(WebJar.location("org.webjars", "swagger-ui"));
    }
}
