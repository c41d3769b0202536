package io.daybook.cli.readers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.concurrent.Callable;

/** Asks for one resource again and again; every figure must be that of the answer's generation. */
final class Reader implements Callable<Long> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI resource;
    private final Figures figures;
    private volatile boolean stopped;
    private volatile long generation;

    /** Checks one answer against the generation that its header names. */
    interface Figures {
        void check(JsonNode body, long generation);
    }

    Reader(URI resource, Figures figures) {
        this.resource = resource;
        this.figures = figures;
    }

    /** The newest generation seen. */
    long generation() {
        return generation;
    }

    void stop() {
        stopped = true;
    }

    /** The number of answers. */
    @Override
    public Long call() throws IOException, InterruptedException {
        long answers = 0;
        while (!stopped) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(resource).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            long named = answer.headers().firstValueAsLong("Daybook-Generation").orElseThrow();
            assertThat(named).as("generation").isGreaterThanOrEqualTo(generation);
            figures.check(JSON.readTree(answer.body()), named);
            generation = named;
            answers++;
        }
        return answers;
    }

    static void checkOverview(JsonNode overview, long generation) {
        long tickets = EvenMart.DAYS * generation;
        assertThat(overview.at("/totalSales/current").decimalValue())
                .as("sales of generation %d", generation)
                .isEqualByComparingTo("" + 10 * tickets);
        assertThat(overview.at("/totalSales/previous").decimalValue())
                .as("sales of the event before, generation %d", generation)
                .isEqualByComparingTo("" + 10 * tickets);
        assertThat(overview.at("/ticketsSold/sold").longValue())
                .as("tickets of generation %d", generation)
                .isEqualTo(tickets);
        assertThat(overview.at("/demographics/gender").toString())
                .as("genders of generation %d", generation)
                .isEqualTo("{\"%s\":100}".formatted(EvenMart.gender(generation)));
        assertThat(overview.at("/demographics/coverage/gender/answered").longValue())
                .as("answers of generation %d", generation)
                .isEqualTo(tickets);
    }

    static void checkTimeline(JsonNode timeline, long generation) {
        assertThat(timeline).hasSize(EvenMart.DAYS);
        LocalDate date = LocalDate.of(2024, 1, 1);
        for (JsonNode day : timeline) {
            assertThat(day.at("/date").textValue()).isEqualTo(date.toString());
            assertThat(day.at("/tickets").longValue())
                    .as("tickets of %s, generation %d", date, generation)
                    .isEqualTo(generation);
            assertThat(day.at("/amount").decimalValue())
                    .as("amount of %s, generation %d", date, generation)
                    .isEqualByComparingTo("" + 10 * generation);
            date = date.plusDays(1);
        }
    }

    static void checkList(JsonNode list, long generation) {
        JsonNode events = list.at("/items");
        assertThat(events).hasSize(2);
        for (JsonNode event : events) {
            assertThat(event.at("/ticketsSold").longValue())
                    .as("tickets of generation %d", generation)
                    .isEqualTo(EvenMart.DAYS * generation);
            assertThat(event.at("/sales").decimalValue())
                    .as("sales of generation %d", generation)
                    .isEqualByComparingTo("" + 10 * EvenMart.DAYS * generation);
        }
    }
}
