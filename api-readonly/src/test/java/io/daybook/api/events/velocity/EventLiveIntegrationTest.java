package io.daybook.api.events.velocity;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.guard.AllowedOrigins;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestIssuer;
import io.daybook.api.testing.TestStore;
import io.daybook.api.testing.TestStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Event 1 in UTC; as of 12:07 the running quarter hour began at 12:00. */
class EventLiveIntegrationTest {

    private static final String LIVE = "/api/v1/events/1/analytics/live";

    /** Streams of one tenant. */
    private static final int MOST = 40;

    private TestStore store;
    private TestApi api;

    @BeforeEach
    void start() {
        store =
                TestStore.empty()
                        .with(
                                """
                                insert into event_directory
                                    (tenant_id, event_id, name, timezone, currency, status)
                                values ('demo', 1, 'e', 'UTC', 'EUR', 'live'),
                                    ('demo', 2, 'f', 'UTC', 'EUR', 'live'),
                                    ('acme', 3, 'g', 'UTC', 'EUR', 'live');
                                insert into event_sales_quarter_hour values
                                ('demo', 1, '2026-03-15', '2026-03-15T12:00Z', 1, 0, 2)
                                """);
        publish(1, "2026-03-15T12:07:00Z");
        api = start(new LiveLimits(MOST, MOST + 5, Duration.ofMillis(200), Duration.ofMinutes(30)));
    }

    private TestApi start(LiveLimits limits) {
        return TestApi.start(TestApi.settings(store.database(), "demo").with(limits));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void beginsWithTheCardThatTheOverviewShows() {
        try (TestStream stream = api.stream(LIVE)) {
            assertThat(stream.head())
                    .startsWith("HTTP/1.1 200")
                    .contains(
                            "Content-Type: text/event-stream",
                            "Daybook-Generation: 1",
                            "Cache-Control: private, no-cache");
            String card = stream.nextEvent();
            assertThat(card).isEqualTo("id:1\nevent:velocity\ndata:" + card(2, "12:07:00"));
            assertThat(api.get("/api/v1/events/1/analytics/overview").body())
                    .contains("\"salesVelocity\":" + card(2, "12:07:00"));
        }
    }

    /** The second publication changes nothing of event 1, so the next event is the third's. */
    @Test
    void followsPublicationsThatChangeTheCard() {
        try (TestStream stream = api.stream(LIVE);
                TestStream other = api.stream("/api/v1/events/2/analytics/live")) {
            assertThat(stream.nextEvent()).startsWith("id:1\n");
            assertThat(other.nextEvent()).startsWith("id:1\n");
            sell("2026-03-15T12:00Z", 2, 3);
            publish(2, "2026-03-15T12:07:30Z");
            assertThat(other.nextEvent())
                    .isEqualTo("id:2\nevent:velocity\ndata:" + card(3, "12:07:30"));
            sell("2026-03-15T12:00Z", 1, 5);
            publish(3, "2026-03-15T12:07:40Z");
            assertThat(stream.nextEvent())
                    .isEqualTo("id:3\nevent:velocity\ndata:" + card(7, "12:07:40"));
        }
    }

    /** Who knows generation 1 hears of the next one first; who knows an older one of this one. */
    @Test
    void resumesAfterTheLastEventSeen() {
        try (TestStream knowing = api.stream(LIVE, "Last-Event-ID: 1");
                TestStream behind = api.stream(LIVE, "Last-Event-ID: 0");
                TestStream odd = api.stream(LIVE, "Last-Event-ID: 1; drop table x")) {
            assertThat(behind.nextEvent()).startsWith("id:1\n");
            assertThat(odd.nextEvent()).startsWith("id:1\n");
            assertThat(knowing.next()).isEqualTo(":heartbeat");
            sell("2026-03-15T12:00Z", 1, 1);
            publish(2, "2026-03-15T12:07:30Z");
            assertThat(knowing.nextEvent()).startsWith("id:2\n");
        }
    }

    /** The first comment comes with the headers, the second is a heartbeat. */
    @Test
    void beatsWhileNothingHappens() {
        try (TestStream stream = api.stream(LIVE, "Last-Event-ID: 1")) {
            assertThat(stream.next()).isEqualTo(":heartbeat");
            assertThat(stream.next()).isEqualTo(":heartbeat");
        }
    }

    /** Refused before anything is streamed. */
    @Test
    void refusesLikeEveryOtherEndpoint() {
        Reply foreign = api.get("/api/v1/events/3/analytics/live");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(foreign.body()).isEqualTo(api.get("/api/v1/events/99/analytics/live").body());
        assertThat(foreign.header("Retry-After")).isEqualTo("(absent)");
        assertThat(api.get("/api/v1/events/x/analytics/live").status()).isEqualTo(400);
        assertThat(api.get(LIVE + "?token=x").status()).isEqualTo(400);
        assertThat(api.get(LIVE, "Accept: application/json").body())
                .contains("\"status\":406", "This resource is served as text/event-stream only");
        assertThat(api.send("POST", LIVE).status()).isEqualTo(405);
    }

    /** A HEAD must not leave a stream behind that nobody reads. */
    @Test
    void answersHeadWithoutAStream() {
        Reply head = api.send("HEAD", LIVE);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).startsWith("text/event-stream");
        assertThat(head.header("Daybook-Generation")).isEqualTo("1");
    }

    /**
     * The newest is refused, the others stay; the places of those who leave without a word are free
     * again at the next heartbeat.
     */
    @Test
    void refusesTheNewestWhenThereAreTooMany() throws Exception {
        List<TestStream> streams = new ArrayList<>();
        try {
            for (int opened = 0; opened < MOST; opened++) {
                streams.add(api.stream(LIVE));
                assertThat(streams.get(opened).head()).startsWith("HTTP/1.1 200");
            }
            Reply refused = api.get(LIVE);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("30");
            assertThat(refused.body())
                    .isEqualTo(
                            joined(
                                    """
                                    {"type":"urn:daybook:problem:too-many-streams",
                                    "title":"Too many streams","status":429,
                                    "detail":"There are as many live streams as may be open at once"}
                                    """));
            sell("2026-03-15T12:00Z", 1, 1);
            publish(2, "2026-03-15T12:07:30Z");
            for (TestStream stream : List.of(streams.get(0), streams.get(MOST - 1))) {
                assertThat(stream.nextEvent()).startsWith("id:1\n");
                assertThat(stream.nextEvent()).startsWith("id:2\n");
            }
        } finally {
            streams.forEach(TestStream::close);
        }
        int status = 429;
        for (int attempt = 0; attempt < 600 && status == 429; attempt++) {
            Thread.sleep(100);
            try (TestStream again = api.stream(LIVE)) {
                status = again.head().startsWith("HTTP/1.1 200") ? 200 : 429;
            }
        }
        assertThat(status).isEqualTo(200);
    }

    /** The others' places are taken by another tenant's streams as well: the sum is limited. */
    @Test
    void limitsTheStreamsOfAllTenants() {
        try (TestIssuer issuer = new TestIssuer();
                TestApi all =
                        TestApi.start(
                                TestApi.settings(store.database(), "unused")
                                        .with(Optional.of(issuer.settings()), AllowedOrigins.NONE)
                                        .with(
                                                new LiveLimits(
                                                        2,
                                                        3,
                                                        Duration.ofMinutes(1),
                                                        Duration.ofMinutes(30))))) {
            String demo = issuer.bearer("demo", "viewer");
            String acme = issuer.bearer("acme", "viewer");
            String foreign = "/api/v1/events/3/analytics/live";
            try (TestStream first = all.stream(LIVE, demo);
                    TestStream second = all.stream(LIVE, demo)) {
                assertThat(first.head()).startsWith("HTTP/1.1 200");
                assertThat(second.head()).startsWith("HTTP/1.1 200");
                assertThat(all.get(LIVE, demo).status()).isEqualTo(429);
                try (TestStream third = all.stream(foreign, acme)) {
                    assertThat(third.head()).startsWith("HTTP/1.1 200");
                    assertThat(all.get(foreign, acme).status()).isEqualTo(429);
                }
            }
        }
    }

    /** It would go on for half an hour; nobody says anything while it is open. */
    @Test
    void endsWithTheTokenThatOpenedIt() {
        try (TestIssuer issuer = new TestIssuer();
                TestApi all =
                        TestApi.start(
                                TestApi.settings(store.database(), "unused")
                                        .with(
                                                Optional.of(issuer.settings()),
                                                AllowedOrigins.NONE))) {
            String soon =
                    issuer.bearer(
                            TestIssuer.claims("demo", "viewer")
                                    .expirationTime(Date.from(Instant.now().plusSeconds(2))));
            // half a minute past its end it is still good for a question, as clocks differ
            String past =
                    issuer.bearer(
                            TestIssuer.claims("demo", "viewer")
                                    .expirationTime(Date.from(Instant.now().minusSeconds(30))));
            for (String token : List.of(soon, past)) {
                try (TestStream stream = all.stream(LIVE, token)) {
                    assertThat(stream.head()).startsWith("HTTP/1.1 200");
                    assertThat(stream.nextEvent()).startsWith("id:1\n");
                    stream.awaitEnd();
                }
            }
        }
    }

    /**
     * Attacks 34 and 35. One client opens a stream and never reads, until nothing more can be
     * written to it; another begins a request and never ends it. Both are given up after Tomcat's
     * time-out, and the place of the first is free again.
     */
    @Test
    @Tag("connections")
    void givesUpOnClientsThatNeitherReadNorWrite() throws IOException {
        // some seconds of such heartbeats fill the megabytes that the system buffers for one client
        LiveLimits one = new LiveLimits(1, 1, Duration.ofNanos(50_000), LiveLimits.USUAL.longest());
        try (TestApi busy = start(one);
                Socket deaf = new Socket();
                Socket slow = new Socket("127.0.0.1", busy.port())) {
            deaf.setReceiveBufferSize(1024);
            deaf.connect(new InetSocketAddress("127.0.0.1", busy.port()));
            write(deaf, "GET %s HTTP/1.1\r\nHost: localhost:%d\r\n\r\n", busy.port());
            write(slow, "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nX-Slow: ", busy.port());
            assertThat(deaf.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
            assertThat(busy.get(LIVE).status()).isEqualTo(429);
            awaitPlace(busy);
            slow.setSoTimeout(60_000);
            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .as("answered with nothing, or with a refusal")
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    private static void write(Socket socket, String request, int port) throws IOException {
        socket.getOutputStream()
                .write(request.formatted(LIVE, port).getBytes(StandardCharsets.US_ASCII));
    }

    private static void awaitPlace(TestApi busy) {
        for (int attempt = 0; attempt < 600; attempt++) {
            try (TestStream stream = busy.stream(LIVE)) {
                if (stream.head().startsWith("HTTP/1.1 200")) {
                    return;
                }
            }
            pause();
        }
        throw new IllegalStateException("the place was never free again");
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Closing the server ends the streams instead of waiting for their readers. */
    @Test
    void endsTheStreamsWhenTheServerStops() {
        try (TestStream stream = api.stream(LIVE)) {
            assertThat(stream.nextEvent()).startsWith("id:1\n");
            api.close();
            assertThatThrownBy(stream::nextEvent).isInstanceOf(UncheckedIOException.class);
        }
    }

    private static String card(int tickets, String clock) {
        // nothing was ever sold on an earlier day: steady. In 52 minutes: 2, 3 and 7 tickets
        String perMinute = tickets == 2 ? "0.03" : tickets == 3 ? "0.05" : "0.13";
        return joined(
                        """
                        {"current":%s,"status":"steady","windowMinutes":52,"perMinute":%s,
                        "asOf":"2026-03-15T%sZ"}
                        """)
                .formatted(tickets, perMinute, clock);
    }

    private void sell(String quarter, int event, int tickets) {
        store.with(
                """
                insert into event_sales_quarter_hour values
                ('demo', %2$d, '2026-03-15', '%1$s', 1, 0, %3$d)
                on conflict (tenant_id, event_id, day, quarter_hour) do update
                set tickets_sold = event_sales_quarter_hour.tickets_sold + excluded.tickets_sold
                """
                        .formatted(quarter, event, tickets));
    }

    private void publish(long generation, String asOf) {
        store.published(generation, asOf, "2026-03-15", "2026-03-15");
    }
}
