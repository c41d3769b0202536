package io.daybook.api.events.overview;

import io.daybook.api.answer.Answers;
import io.daybook.api.answer.AnswersByMart;
import io.daybook.api.events.EventDirectoryQueries;
import io.daybook.api.events.EventId;
import io.daybook.api.privacy.PrivacyFloor;
import io.daybook.schema.generated.events.Events;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
final class EventOverviewController {

    private final Answers answers;
    private final EventDirectoryQueries directory = new EventDirectoryQueries();
    private final EventOverviewQueries overviews;

    EventOverviewController(AnswersByMart answers, PrivacyFloor floor) {
        this.answers = answers.of(Events.EVENTS);
        this.overviews = new EventOverviewQueries(floor);
    }

    @Operation(
            operationId = "eventOverview",
            summary = "An event's sales, tickets, demographics and velocity",
            tags = "events")
    @GetMapping(
            path = "/api/v1/events/{id}/analytics/overview",
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<EventOverview> overview(
            @Parameter(
                            description = "The event's id: a positive 64-bit integer",
                            example = "17",
                            schema = @Schema(type = "integer", format = "int64", minimum = "1"))
                    @PathVariable("id")
                    String id,
            @Parameter(
                            example = "last_event",
                            description =
                                    "What totalSales is compared with: the tenant's previous event"
                                            + " at the same distance in days from its start, or the"
                                            + " 30 local days before the last 30",
                            schema =
                                    @Schema(
                                            allowableValues = {"last_event", "last_month"},
                                            defaultValue = "last_event"))
                    @RequestParam(name = "compare", required = false)
                    @Nullable String compare,
            ServletWebRequest exchange) {
        EventId event = EventId.of(id);
        Comparison comparison = Comparison.of(compare);
        return answers.answer(
                exchange,
                "events/%s/analytics/overview?compare=%s".formatted(event, comparison),
                snapshot -> overviews.read(snapshot, directory.find(snapshot, event), comparison));
    }
}
