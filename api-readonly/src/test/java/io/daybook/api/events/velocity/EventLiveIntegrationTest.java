package io.daybook.api.events.velocity;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import io.daybook.api.testing.TestStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Event 1 in UTC; as of 12:07 the running quarter hour began at 12:00. */
class EventLiveIntegrationTest {

    private static final String LIVE = "/api/v1/events/1/analytics/live";

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
        api = TestApi.start(store.database(), "demo");
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
        int most = LiveLimits.USUAL.perTenant();
        List<TestStream> streams = new ArrayList<>();
        try {
            for (int opened = 0; opened < most; opened++) {
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
            for (TestStream stream : List.of(streams.get(0), streams.get(most - 1))) {
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
