package io.daybook.api.events.timeline;

import io.daybook.api.answer.Answers;
import io.daybook.api.answer.AnswersByMart;
import io.daybook.api.events.EventDirectoryQueries;
import io.daybook.api.events.EventId;
import io.daybook.schema.generated.events.Events;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
final class EventTimelineController {

    private final Answers answers;
    private final EventDirectoryQueries directory = new EventDirectoryQueries();
    private final EventTimelineQueries timelines = new EventTimelineQueries();

    EventTimelineController(AnswersByMart answers) {
        this.answers = answers.of(Events.EVENTS);
    }

    @Operation(
            operationId = "eventTimeline",
            summary = "An event's sales per local day, ascending, days without sales as zeros",
            tags = "events")
    @GetMapping(
            path = "/api/v1/events/{id}/analytics/timeline",
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<EventTimelineDay>> timeline(
            @Parameter(
                            description = "The event's id: a positive 64-bit integer",
                            example = "17",
                            schema = @Schema(type = "integer", format = "int64", minimum = "1"))
                    @PathVariable("id")
                    String id,
            @Parameter(
                            example = "30d",
                            description =
                                    "The 7 or 30 local days that end with as-of's day in the"
                                            + " event's zone; all = from the first day with any"
                                            + " movement, or the on-sale day when that is earlier,"
                                            + " to the last day with any movement",
                            schema =
                                    @Schema(
                                            allowableValues = {"7d", "30d", "all"},
                                            defaultValue = "30d"))
                    @RequestParam(name = "range", required = false)
                    @Nullable String range,
            ServletWebRequest exchange) {
        EventId event = EventId.of(id);
        TimelineRange days = TimelineRange.of(range);
        return answers.answer(
                exchange,
                "events/%s/analytics/timeline?range=%s".formatted(event, days),
                snapshot -> timelines.read(snapshot, directory.find(snapshot, event), days));
    }
}
