package io.daybook.api.venues.list;

import io.daybook.api.answer.Answers;
import io.daybook.api.answer.AnswersByMart;
import io.daybook.schema.generated.venues.Venues;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
final class VenueListController {

    private final Answers answers;
    private final VenueListQueries lists = new VenueListQueries();

    VenueListController(AnswersByMart answers) {
        this.answers = answers.of(Venues.VENUES);
    }

    @Operation(
            operationId = "venueList",
            summary = "All of the tenant's venues, ascending by id",
            tags = "venues")
    @GetMapping(path = "/venues", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<VenueListItem>> list(ServletWebRequest exchange) {
        return answers.answer(exchange, "venues", lists::read);
    }
}
