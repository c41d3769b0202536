package io.daybook.api.docs;

import io.daybook.api.asset.StaticPages;
import io.daybook.api.asset.WebJar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerMapping;

/** The description as a page at {@code /docs}, with Swagger UI from this server. */
@Configuration(proxyBeanMethods = false)
class DocsPageConfiguration {

    @Bean
    HandlerMapping docsPages(WebApplicationContext context) throws Exception {
        return new StaticPages(context)
                .page("/docs", "forward:/docs/index.html")
                .page("/docs/", "redirect:/docs")
                .files("/docs/**", "classpath:/docs/")
                .files("/docs/ui/**", WebJar.location("org.webjars", "swagger-ui"))
                .mapping();
    }
}
