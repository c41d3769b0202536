package io.daybook.api.reports;

import io.daybook.api.reports.query.ReportViews;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reports over every view. */
@Configuration(proxyBeanMethods = false)
@Import(ReportController.class)
public class ReportsConfiguration {

    @Bean
    ReportViews reportViews() {
        return ReportViews.packaged();
    }
}
