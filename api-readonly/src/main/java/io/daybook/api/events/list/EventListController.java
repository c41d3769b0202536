package io.daybook.api.events.list;

import io.daybook.api.answer.Answers;
import io.daybook.api.answer.AnswersByMart;
import io.daybook.api.problem.RequestRefused;
import io.daybook.schema.generated.events.Events;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
final class EventListController {

    private final Answers answers;
    private final EventListQueries lists = new EventListQueries();

    EventListController(AnswersByMart answers) {
        this.answers = answers.of(Events.EVENTS);
    }

    @Operation(
            operationId = "eventList",
            summary = "The tenant's events, newest start first, with lifetime sales",
            tags = "events")
    @GetMapping(path = "/api/v1/events", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<EventList> list(
            @Parameter(
                            description = "Only events of this status; all when absent",
                            example = "live",
                            schema =
                                    @Schema(
                                            allowableValues = {
                                                "draft",
                                                "live",
                                                "ended",
                                                "cancelled"
                                            }))
                    @RequestParam(name = "status", required = false)
                    @Nullable String status,
            @Parameter(
                            description = "The most events of a page; number of events",
                            example = "20",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            minimum = "1",
                                            maximum = "100",
                                            defaultValue = "20"))
                    @RequestParam(name = "limit", required = false)
                    @Nullable String limit,
            @Parameter(
                            example = "LzIwMjYtMDQtMDFUMTg6MDA6MDBaLzE3",
                            description =
                                    "next of the page before, asked with the same status; the first"
                                            + " page when absent")
                    @RequestParam(name = "cursor", required = false)
                    @Nullable String cursor,
            ServletWebRequest exchange) {
        EventStatus narrowed = status == null ? null : EventStatus.of(status);
        String statusText = narrowed == null ? "" : narrowed.toString();
        int count = count(limit);
        EventCursor after = cursor == null ? null : EventCursor.of(cursor, statusText);
        return answers.answer(
                exchange,
                "events?status=%s&limit=%s&cursor=%s"
                        .formatted(statusText, count, after == null ? "" : after.text()),
                snapshot -> lists.read(snapshot, narrowed, count, after));
    }

    private static int count(@Nullable String limit) {
        if (limit == null) {
            return 20;
        }
        if (limit.matches("[1-9][0-9]?|100")) {
            return Integer.parseInt(limit);
        }
        throw RequestRefused.invalid("limit", limit, "a whole number from 1 to 100");
    }
}
