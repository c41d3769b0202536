package io.daybook.api.service;

import io.daybook.api.answer.Answers;
import io.daybook.api.answer.AnswersByMart;
import io.daybook.api.answer.ServedMarts;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
final class ServiceController {

    private static final String DASHBOARD = "/dashboard";

    private final Answers answers;
    private final ServiceQueries queries;

    ServiceController(AnswersByMart answers, ServedMarts marts) {
        this.answers = answers.overall();
        this.queries = new ServiceQueries(marts);
    }

    @Operation(
            operationId = "service",
            summary = "What answers here, and which marts have data of the caller's tenant",
            description =
                    "A browser, which asks for text/html, is sent to the dashboard. Where tokens are"
                            + " needed it has none to send and gets 401: open /dashboard there.",
            tags = "service")
    @GetMapping("/")
    ResponseEntity<ServiceInfo> service(ServletWebRequest exchange) {
        String accepted = exchange.getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE)) {
            return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(DASHBOARD)).build();
        }
        return answers.answer(
                exchange,
                "service",
                queries::publications,
                snapshot ->
                        new ServiceInfo(
                                "daybook",
                                DASHBOARD,
                                "/docs",
                                "/v3/api-docs",
                                queries.marts(snapshot)));
    }
}
