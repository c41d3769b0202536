package io.daybook.api.dashboard;

import io.daybook.api.asset.WebJar;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The page at {@code /dashboard} and its files. They hold no data, so they are the same for every
 * caller; the figures come through the API.
 */
@Configuration(proxyBeanMethods = false)
public class DashboardConfiguration implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/dashboard").setViewName("forward:/dashboard/index.html");
        registry.addRedirectViewController("/", "/dashboard");
        registry.addRedirectViewController("/dashboard/", "/dashboard");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/dashboard/**").addResourceLocations("classpath:/dashboard/");
        // under a path of ours, which does not change with the library's version
        registry.addResourceHandler("/dashboard/vendor/**")
                .addResourceLocations(WebJar.location("org.webjars.npm", "chart.js") + "dist/");
    }
}
