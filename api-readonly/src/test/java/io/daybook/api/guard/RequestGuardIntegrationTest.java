package io.daybook.api.guard;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The attacks of failure-modes.md section 5 on the parameters and headers that exist. */
class RequestGuardIntegrationTest {

    private static final String OVERVIEW = "/api/v1/events/1/analytics/overview";
    private static final String TIMELINE = "/api/v1/events/1/analytics/timeline";

    private static TestApi api;

    @BeforeAll
    static void start() {
        TestStore store =
                TestStore.empty()
                        .published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15")
                        .with(
                                """
                                insert into event_directory
                                    (tenant_id, event_id, name, timezone, currency, status)
                                values ('demo', 1, 'e', 'UTC', 'EUR', 'live')
                                """);
        api = TestApi.start(store.database(), "demo");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /** Attack 1, each on a known and on an unknown id: validation comes first. */
    @Test
    void refusesRangesThatAreNone() {
        String[] ranges = {
            "7d';drop%20table%20x--",
            "7d%00",
            "-7d",
            "99999999999d",
            "7D%20",
            "7D",
            "",
            "%F0%9F%8E%AB"
        };
        for (String range : ranges) {
            for (String id : new String[] {"1", "999"}) {
                Reply reply =
                        api.get("/api/v1/events/" + id + "/analytics/timeline?range=" + range);
                assertProblem(reply, 400, "invalid-range");
            }
        }
        assertThat(api.get(TIMELINE + "?range=fortnight").body())
                .isEqualTo(
                        joined(
                                """
                                {"type":"urn:daybook:problem:invalid-range",
                                "title":"Invalid parameter","status":400,
                                "detail":"Invalid range: fortnight (expected 7d, 30d or all)",
                                "parameter":"range","value":"fortnight",
                                "expected":"7d, 30d or all"}
                                """));
    }

    /** Attack 2. */
    @Test
    void refusesIdsThatAreNone() {
        String[] ids = {
            "1%20or%201=1",
            "0",
            "-1",
            "1.0",
            "%2B1",
            "1e3",
            "0x1",
            "007",
            "x'",
            "%D9%A1",
            "9223372036854775808",
            "0f8fad5b-d9cb-469f-a165-70867728950e"
        };
        for (String id : ids) {
            Reply reply = api.get("/api/v1/events/" + id + "/analytics/overview");
            assertProblem(reply, 400, "invalid-id");
        }
        assertProblem(
                api.get("/api/v1/events/9223372036854775807/analytics/overview"), 404, "not-found");
    }

    /** Attacks 3, 5, 16 and 17: there is no such parameter, whatever its value. */
    @Test
    void refusesUnknownParametersAndNamesTheNearest() {
        String[] queries = {
            "sort=amount;select%20pg_sleep(10)",
            "groupBy=tenant_id",
            "org=acme",
            "tenant=acme",
            "from=0001-01-01&to=9999-12-31",
            "to=infinity",
            "offset=2147483648",
            "RANGE=7d",
            "=x"
        };
        for (String query : queries) {
            assertProblem(api.get(TIMELINE + "?" + query), 400, "unknown-parameter");
        }
        assertThat(api.get("/api/v1/events?limt=5").body())
                .isEqualTo(
                        joined(
                                """
                                {"type":"urn:daybook:problem:unknown-parameter",
                                "title":"Unknown parameter","status":400,
                                "detail":"Unknown parameter: limt (did you mean limit?)",
                                "parameter":"limt","value":"5","expected":"limit"}
                                """));
        assertThat(api.get("/health?x=1").body()).contains("\"expected\":\"no parameter\"");
        assertThat(api.get("/v3/api-docs?x=1").status()).isEqualTo(400);
    }

    /** Attack 5: a tenant in a header is not even looked at. */
    @Test
    void ignoresTenantsInHeaders() {
        Reply plain = api.get("/api/v1/events");
        assertThat(api.get("/api/v1/events", "X-Org-Id: acme", "X-Tenant: acme").body())
                .isEqualTo(plain.body());
    }

    /** Attack 33, also where both say the same or one is written differently. */
    @Test
    void refusesRepeatedParameters() {
        for (String query :
                new String[] {"range=7d&range=all", "range=7d&range=7d", "range=7d&r%61nge=7d"}) {
            assertProblem(api.get(TIMELINE + "?" + query), 400, "repeated-parameter");
        }
        assertThat(api.get(TIMELINE + "?range=7d&&").status()).isEqualTo(200);
    }

    /** Attack 14. */
    @Test
    void refusesWhatIsTooLong() {
        assertProblem(api.get("/" + "x".repeat(10_000)), 414, "uri-too-long");
        assertProblem(api.get(OVERVIEW + "?compare=" + "x".repeat(10_000)), 414, "uri-too-long");
        assertProblem(
                api.get(OVERVIEW, "Authorization: " + "x".repeat(1_000_000)),
                431,
                "headers-too-large");
        assertProblem(api.get("/" + "x".repeat(100_000)), 414, "uri-too-long");
        assertProblem(api.get(OVERVIEW + "?a=1" + "&a=1".repeat(499)), 400, "unknown-parameter");
        Reply shortened = api.get(TIMELINE + "?range=" + "x".repeat(3_000));
        assertThat(shortened.body())
                .contains("\"value\":\"" + "x".repeat(100) + "...\"")
                .hasSizeLessThan(600);
    }

    /**
     * Attack 35. Where a request ends must not be a matter of opinion: it is refused, or answered
     * and the connection closed, so that what follows is never taken for another one.
     */
    @Test
    void refusesRequestsWithTwoEnds() {
        String head = "GET " + OVERVIEW + " HTTP/1.1\r\nHost: localhost:" + api.port() + "\r\n";
        String second = "GET /canary HTTP/1.1\r\nHost: x\r\n\r\n";
        for (String lengths :
                new String[] {
                    "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                    "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
                    "Content-Length: -1\r\n\r\n",
                    "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                    "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"
                }) {
            Reply reply = api.raw(head + lengths + second);
            assertThat(reply.status()).as(lengths).isIn(200, 400, 405);
            assertThat(reply.body()).as(lengths).doesNotContain("HTTP/1.1");
        }
        Reply reply = api.raw(head + "Connection: close\r\nContent-Length: 4\r\n\r\n{\"a\"");
        assertThat(reply.status()).isEqualTo(200);
    }

    /** Attack 37, with paths that exist and not, and TRACE, which Tomcat would answer itself. */
    @Test
    void allowsReadingOnly() {
        String[] methods = {
            "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "get"
        };
        for (String method : methods) {
            for (String path : new String[] {"/health", OVERVIEW, "/nowhere", "/v3/api-docs"}) {
                Reply reply = api.send(method, path, "Content-Length: 0");
                assertThat(reply.status()).as(method + " " + path).isEqualTo(405);
                assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
                assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
            }
        }
        assertThat(api.get(OVERVIEW, "X-HTTP-Method-Override: DELETE").status()).isEqualTo(200);
        assertThat(api.send("OPTIONS", OVERVIEW).status()).isEqualTo(200);
        assertThat(api.send("HEAD", OVERVIEW).body()).isEmpty();
    }

    /** Attack 38. */
    @Test
    void hasOnePathPerResource() {
        String[] paths = {
            "/actuator/env", "/actuator/heapdump", "/api/v1/../actuator/env", "/api/v1/events;a=b",
            "/api/v1/events;jsessionid=1", "//api/v1/events", "/api/v1/events/", "/error",
            "/api/v1/%2e%2e/actuator"
        };
        for (String path : paths) {
            assertProblem(api.get(path), 404, "not-found");
        }
    }

    /** Attack 26: nothing of a header comes back. */
    @Test
    void echoesNoHeader() {
        Reply reply =
                api.get(
                        OVERVIEW,
                        "Accept-Language: a\r\nSet-Cookie: x=canary",
                        "X-Request-Id: <script>canary");
        assertThat(reply.headers().toString() + reply.body()).doesNotContain("canary");
        assertThat(reply.header("Set-Cookie")).isEqualTo("(absent)");
        assertProblem(api.get(OVERVIEW, "X-Bad\u0001Name: x"), 400, "malformed-request");
    }

    @Test
    void servesJsonOnly() {
        assertProblem(api.get(OVERVIEW, "Accept: text/csv"), 406, "not-acceptable");
        for (String accept : new String[] {"*/*", "application/*", "text/html, */*;q=0.1"}) {
            Reply reply = api.get(OVERVIEW, "Accept: " + accept);
            assertThat(reply.status()).as(accept).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void refusesWhatCannotBeRead() {
        for (String target : new String[] {"/x%00", "/%zz", TIMELINE + "?range=%zz", "/x?a={b}"}) {
            assertProblem(api.get(target), 400, "malformed-request");
        }
        assertProblem(api.raw("nonsense\r\n\r\n"), 400, "malformed-request");
    }

    private static void assertProblem(Reply reply, int status, String type) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body())
                .startsWith("{\"type\":\"urn:daybook:problem:" + type)
                .contains("\"status\":" + status)
                .doesNotContainIgnoringCase("exception")
                .doesNotContain("org.");
    }
}
