package io.daybook.api.venues.peaks;

import io.daybook.api.answer.Answers;
import io.daybook.api.answer.AnswersByMart;
import io.daybook.api.venues.Selection;
import io.daybook.api.venues.VenueParameters.EndDate;
import io.daybook.api.venues.VenueParameters.SportId;
import io.daybook.api.venues.VenueParameters.StartDate;
import io.daybook.api.venues.VenueParameters.VenueId;
import io.daybook.schema.generated.venues.Venues;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
final class PeakHoursController {

    private final Answers answers;
    private final PeakHoursQueries queries = new PeakHoursQueries();

    PeakHoursController(AnswersByMart answers) {
        this.answers = answers.of(Venues.VENUES);
    }

    @Operation(
            operationId = "venuePeakHours",
            summary = "When successful bookings begin, by local hour and sport",
            tags = "venues")
    @GetMapping(path = "/metrics/peak_hours", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PeakHours> read(
            @StartDate @RequestParam(name = "start_date", required = false)
                    @Nullable String startDate,
            @EndDate @RequestParam(name = "end_date", required = false) @Nullable String endDate,
            @VenueId @RequestParam(name = "venue_id", required = false) @Nullable String venueId,
            @SportId @RequestParam(name = "sport_id", required = false) @Nullable String sportId,
            ServletWebRequest exchange) {
        Selection selection = Selection.of(startDate, endDate, venueId, sportId);
        return answers.answer(
                exchange,
                "metrics/peak_hours?" + selection,
                snapshot -> queries.read(snapshot, selection));
    }
}
