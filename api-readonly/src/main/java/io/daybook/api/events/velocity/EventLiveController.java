package io.daybook.api.events.velocity;

import io.daybook.api.answer.Answers;
import io.daybook.api.events.EventId;
import io.daybook.api.guard.Caller;
import io.daybook.api.problem.RequestRefused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
final class EventLiveController {

    /** Seconds; a place becomes free when somebody leaves, which nobody can foretell. */
    private static final String RETRY_AFTER = "30";

    private final LiveStreams streams;

    EventLiveController(LiveStreams streams) {
        this.streams = streams;
    }

    @Operation(
            operationId = "eventLive",
            summary = "An event's velocity, at once and whenever a publication changes it",
            description =
                    "Server-Sent Events named velocity. The data of each is the salesVelocity of"
                            + " the overview, its id the generation. A comment comes every 15 s."
                            + " After 30 minutes, or with the token, the stream ends; connect again"
                            + " with Last-Event-ID.",
            tags = "events",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "A stream that goes on",
                            content =
                                    @Content(
                                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                                            schema = @Schema(type = "string"))))
    @GetMapping(
            path = "/api/v1/events/{id}/analytics/live",
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> live(
            @Parameter(
                            description = "The event's id: a positive 64-bit integer",
                            example = "17",
                            schema = @Schema(type = "integer", format = "int64", minimum = "1"))
                    @PathVariable("id")
                    String id,
            @Parameter(
                            description =
                                    "The generation seen last: what it showed is not sent again."
                                            + " Any other text is as if absent",
                            example = "41")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        EventId event = EventId.of(id);
        Caller caller = Caller.of(request);
        // a proxy that collects the stream before it passes it on would defeat it
        response.setHeader("X-Accel-Buffering", "no");
        if (request.getMethod().equals("HEAD")) {
            Answers.setFreshness(response, streams.look(caller.tenant(), event).edition());
            return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
        }
        try {
            var opened = streams.open(caller, event, generation(lastEventId));
            Answers.setFreshness(response, opened.first().edition());
            return ResponseEntity.ok(opened.stream());
        } catch (RequestRefused refused) {
            if (refused.problem().status() == 429) {
                response.setHeader("Retry-After", RETRY_AFTER);
            }
            throw refused;
        }
    }

    private static long generation(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
