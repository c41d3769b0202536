package io.daybook.api.dashboard;

import io.daybook.api.asset.StaticPages;
import io.daybook.api.asset.WebJar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The page at {@code /dashboard} and its files. They hold no data, so they are the same for every
 * caller; the figures come through the API.
 */
@Configuration(proxyBeanMethods = false)
public class DashboardConfiguration {

    @Bean
    HandlerMapping dashboardPages(WebApplicationContext context) throws Exception {
        return new StaticPages(context)
                .page("/dashboard", "forward:/dashboard/index.html")
                .page("/dashboard/", "redirect:/dashboard")
                .files("/dashboard/**", "classpath:/dashboard/")
                // under a path of ours, which does not change with the library's version
                .files(
                        "/dashboard/vendor/**",
                        WebJar.location("org.webjars.npm", "chart.js") + "dist/")
                .mapping();
    }
}
