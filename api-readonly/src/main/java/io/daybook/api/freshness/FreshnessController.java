package io.daybook.api.freshness;

import io.daybook.api.answer.Answers;
import io.daybook.api.answer.AnswersByMart;
import io.daybook.api.answer.ServedMarts;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
final class FreshnessController {

    private final Answers answers;
    private final FreshnessQueries queries;

    FreshnessController(AnswersByMart answers, ServedMarts marts) {
        this.answers = answers.overall();
        this.queries = new FreshnessQueries(marts);
    }

    @Operation(
            operationId = "freshness",
            summary = "How fresh each mart is and which of its days are final",
            tags = "freshness")
    @GetMapping(path = "/api/v1/freshness", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Freshness> freshness(ServletWebRequest exchange) {
        return answers.answer(
                exchange, "freshness", queries::lastRun, snapshot -> queries.read(snapshot.dsl()));
    }
}
