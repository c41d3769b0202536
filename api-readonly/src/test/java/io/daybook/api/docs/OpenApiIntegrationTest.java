package io.daybook.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiIntegrationTest {

    private static String text;
    private static JsonNode api;

    @BeforeAll
    static void read() {
        try (TestApi server = TestApi.start(TestStore.empty().database(), "demo")) {
            text = server.get("/v3/api-docs").body();
            api = JsonMapper.shared().readTree(text);
        }
    }

    @Test
    void describesEveryEndpoint() {
        assertThat(api.path("openapi").asString()).startsWith("3.0.");
        assertThat(api.path("servers").toString()).isEqualTo("[{\"url\":\"/\"}]");
        assertThat(api.path("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/",
                        "/venues",
                        "/sports",
                        "/metrics/general",
                        "/metrics/revenue_timeseries",
                        "/metrics/bookings_timeseries",
                        "/metrics/peak_hours",
                        "/api/health",
                        "/api/v1/events",
                        "/api/v1/events/{id}/analytics/live",
                        "/api/v1/events/{id}/analytics/overview",
                        "/api/v1/events/{id}/analytics/timeline",
                        "/api/v1/freshness",
                        "/api/v1/reports",
                        "/api/v1/reports/{view}",
                        "/health");
        for (JsonNode path : api.path("paths")) {
            assertThat(path.propertyNames()).containsExactly("get");
        }
    }

    @Test
    void documentsEveryParameter() {
        List<String> parameters = new ArrayList<>();
        for (var path : api.path("paths").properties()) {
            for (JsonNode parameter : path.getValue().path("get").path("parameters")) {
                String name = parameter.path("name").asString();
                parameters.add(path.getKey().replaceFirst(".*/", "") + " " + name);
                assertThat(parameter.path("description").asString()).as(name).isNotBlank();
                assertThat(parameter.has("example")).as("example of " + name).isTrue();
            }
        }
        for (String metric :
                new String[] {
                    "general", "revenue_timeseries", "bookings_timeseries", "peak_hours"
                }) {
            for (String parameter : "start_date end_date venue_id sport_id".split(" ")) {
                assertThat(parameters.remove(metric + " " + parameter)).isTrue();
            }
        }
        assertThat(parameters)
                .containsExactlyInAnyOrder(
                        "events status",
                        "events limit",
                        "events cursor",
                        "live id",
                        "live Last-Event-ID",
                        "overview id",
                        "overview compare",
                        "timeline id",
                        "timeline range",
                        "{view} view",
                        "{view} measures",
                        "{view} group_by",
                        "{view} from",
                        "{view} to",
                        "{view} filter",
                        "{view} order_by",
                        "{view} granularity",
                        "{view} format");
    }

    /** A field is documented in place, or by the schema that it refers to. */
    @Test
    void documentsEveryField() {
        JsonNode schemas = api.path("components").path("schemas");
        assertThat(schemas.size()).isGreaterThan(10);
        for (var schema : schemas.properties()) {
            for (var field : schema.getValue().path("properties").properties()) {
                String reference = field.getValue().path("$ref").asString("");
                JsonNode described =
                        reference.isEmpty()
                                ? field.getValue()
                                : schemas.path(reference.replaceFirst(".*/", ""));
                assertThat(described.path("description").asString(""))
                        .as(schema.getKey() + "." + field.getKey())
                        .isNotBlank();
            }
        }
    }

    /** Each is an answer that the description itself allows. */
    @Test
    void showsAnExampleOfEveryAnswer() {
        var contract = OpenApiInteractionValidator.createForInlineApiSpecification(text).build();
        for (var path : api.path("paths").properties()) {
            JsonNode answers = path.getValue().at("/get/responses/200/content");
            assertThat(answers.size()).as(path.getKey()).isNotZero();
            for (var answer : answers.properties()) {
                JsonNode example = answer.getValue().path("example");
                assertThat(example.isMissingNode()).as(path.getKey()).isFalse();
                var report =
                        contract.validateResponse(
                                path.getKey()
                                        .replace("{id}", "1")
                                        .replace("{view}", "event_daily_sales"),
                                Request.Method.GET,
                                SimpleResponse.Builder.ok()
                                        .withContentType(answer.getKey())
                                        .withBody(
                                                example.isString()
                                                        ? example.asString()
                                                        : example.toString())
                                        .build());
                assertThat(report.getMessages()).as(path.getKey()).isEmpty();
            }
        }
        assertThat(text).contains("42100.00");
    }

    @Test
    void documentsFormatsBoundsAndNull() {
        JsonNode list = api.at("/paths/~1api~1v1~1events/get/parameters");
        assertThat(list.toString()).contains("\"maximum\":100", "\"default\":20");
        JsonNode sold = api.at("/components/schemas/EventTicketsSold");
        assertThat(sold.at("/properties/total/nullable").asBoolean()).isTrue();
        assertThat(sold.at("/properties/sold/nullable").asBoolean(false)).isFalse();
        assertThat(sold.path("required").toString())
                .isEqualTo("[\"percentage\",\"sold\",\"total\"]");
    }

    @Test
    void documentsHeadersAndProblems() {
        JsonNode responses = api.at("/paths/~1api~1v1~1freshness/get/responses");
        assertThat(responses.propertyNames())
                .containsExactlyInAnyOrder(
                        "200", "304", "400", "401", "403", "406", "414", "421", "429", "503");
        assertThat(responses.at("/200/headers").propertyNames())
                .containsExactlyInAnyOrder(
                        "Daybook-Generation", "Daybook-As-Of", "Daybook-Stale", "ETag");
        assertThat(responses.at("/400/content").propertyNames())
                .containsExactly("application/problem+json");
        assertThat(
                        api.at("/paths/~1api~1v1~1events~1{id}~1analytics~1overview/get/responses")
                                .has("404"))
                .isTrue();
    }
}
