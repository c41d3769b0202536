package io.daybook.api.events;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Six events: 5 and 4 start last, at one instant but for a microsecond; 2, 1 and 6 have no start.
 */
class EventListIntegrationTest {

    private static TestStore store;
    private static TestApi api;

    @BeforeAll
    static void start() {
        store =
                TestStore.empty()
                        .published(1, "2026-03-15T12:00:00Z", "2026-03-01", "2026-03-15")
                        .with(
                                """
                                insert into event_directory
                                    (tenant_id, event_id, name, timezone, currency, capacity,
                                    starts_at, status)
                                values
                                ('demo', 1, 'one', 'UTC', 'EUR', null, null, 'draft'),
                                ('demo', 2, 'two', 'UTC', 'EUR', null, null, 'live'),
                                ('demo', 3, 'three', 'UTC', 'EUR', null, '2026-05-01T18:00Z', 'live'),
                                ('demo', 4, 'four', 'UTC', 'EUR', null, '2026-06-01T18:00:00Z', 'ended'),
                                ('demo', 5, 'A "five" <b>', 'Europe/Berlin', 'JPY', 1200,
                                    '2026-06-01T18:00:00.000001Z', 'live'),
                                -- an infinite start, a bad row, is none
                                ('demo', 6, 'six', 'UTC', 'EUR', null, 'infinity', 'cancelled'),
                                ('acme', 7, 'seven', 'UTC', 'EUR', null, '2026-07-01T18:00Z', 'live');
                                insert into event_totals values
                                ('demo', 5, 9, 42100, 0, 0, 850, 8, 0, 1, 100.5, 0),
                                ('acme', 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
                                """);
        api = TestApi.start(store.database(), "demo");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void listsNewestStartFirst() {
        assertThat(list("?limit=2").body())
                .isEqualTo(
                        joined(
                                """
                                {"items":[
                                {"id":5,"name":"A \\"five\\" <b>","status":"live","timezone":"Europe/Berlin",
                                "startsAt":"2026-06-01T18:00:00.000001Z","currency":"JPY","sales":42100,
                                "refunded":100.5,"ticketsSold":842,"capacity":1200},
                                {"id":4,"name":"four","status":"ended","timezone":"UTC",
                                "startsAt":"2026-06-01T18:00:00Z","currency":"EUR","sales":0.00,
                                "refunded":0.00,"ticketsSold":0,"capacity":null}],
                                "next":"%s"}
                                """
                                        .formatted(cursor("/2026-06-01T18:00:00Z/4"))));
    }

    @Test
    void walksAllPagesWithoutGapOrRepetition() {
        for (int limit = 1; limit <= 7; limit++) {
            assertThat(walk(limit, "")).as("limit %s", limit).isEqualTo(List.of(5, 4, 3, 6, 2, 1));
        }
    }

    @Test
    void narrowsToAStatus() {
        assertThat(walk(2, "status=live&")).isEqualTo(List.of(5, 3, 2));
        assertThat(walk(2, "status=draft&")).isEqualTo(List.of(1));
    }

    @Test
    void listsNothingForATenantWithoutEvents() {
        try (TestApi other = TestApi.start(store.database(), "tiny")) {
            assertThat(other.get("/api/v1/events").body())
                    .isEqualTo("{\"items\":[],\"next\":null}");
        }
    }

    @Test
    void refusesLimitsOutOfRange() {
        for (String limit :
                List.of("0", "101", "-1", "abc", "1000000000", "1.5", "%2B5", "", "020")) {
            Reply reply = list("?limit=" + limit);
            assertThat(reply.status()).as(limit).isEqualTo(400);
            assertThat(reply.body())
                    .contains("\"type\":\"urn:daybook:problem:invalid-limit\"")
                    .contains("\"expected\":\"a whole number from 1 to 100\"");
        }
        assertThat(list("?limit=1").status()).isEqualTo(200);
        assertThat(list("?limit=100").status()).isEqualTo(200);
    }

    @Test
    void refusesCursorsItDidNotMake() {
        List<String> bad =
                List.of(
                        "",
                        "x",
                        "%00",
                        "....",
                        cursor("/-/0"),
                        cursor("/-/99999999999999999999"),
                        cursor("/2026-13-01T18:00:00Z/4"),
                        cursor("/9999999999-01-01T00:00:00Z/4"),
                        // the same instant, but not as we write it
                        cursor("/2026-06-01T20:00:00+02:00/4"),
                        // from a list of another status
                        cursor("live/-/4"),
                        cursor("/-/4' or 1=1 --"),
                        cursor("/-/4") + "%3D");
        for (String cursor : bad) {
            Reply reply = list("?cursor=" + cursor);
            assertThat(reply.status()).as(cursor).isEqualTo(400);
            assertThat(reply.body()).contains("urn:daybook:problem:invalid-cursor");
        }
    }

    @Test
    void refusesUnknownStatuses() {
        assertThat(list("?status=Live").body())
                .isEqualTo(
                        joined(
                                """
                                {"type":"urn:daybook:problem:invalid-status","title":"Invalid parameter",
                                "status":400,
                                "detail":"Invalid status: Live (expected draft, live, ended or cancelled)",
                                "parameter":"status","value":"Live",
                                "expected":"draft, live, ended or cancelled"}
                                """));
    }

    private static List<Integer> walk(int limit, String filter) {
        List<Integer> ids = new ArrayList<>();
        String cursor = "";
        while (true) {
            String body = list("?" + filter + "limit=" + limit + cursor).body();
            Pattern.compile("\"id\":(\\d+)")
                    .matcher(body)
                    .results()
                    .forEach(match -> ids.add(Integer.valueOf(match.group(1))));
            Matcher next = Pattern.compile("\"next\":\"([^\"]+)\"").matcher(body);
            if (!next.find()) {
                return ids;
            }
            cursor = "&cursor=" + next.group(1);
        }
    }

    private static Reply list(String query) {
        return api.get("/api/v1/events" + query);
    }

    private static String cursor(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.US_ASCII));
    }
}
