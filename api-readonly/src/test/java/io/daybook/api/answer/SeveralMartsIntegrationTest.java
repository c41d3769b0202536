package io.daybook.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.management.Management;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import io.daybook.api.testing.VenueStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each payload belongs to one mart; a few tell of all. */
class SeveralMartsIntegrationTest {

    private static final String EVENTS = "/api/v1/events";
    private static final String VENUES = "/venues";
    private static final String GENERAL = "/metrics/general";
    private static final String FRESHNESS = "/api/v1/freshness";
    private static final List<String> OF_VENUES =
            List.of(
                    VENUES,
                    "/sports",
                    GENERAL,
                    "/metrics/revenue_timeseries",
                    "/metrics/bookings_timeseries",
                    "/metrics/peak_hours",
                    "/api/v1/reports/venue_directory",
                    "/api/v1/reports/venue_daily_revenue?format=csv");

    @Test
    void eachPayloadCarriesItsMartsGeneration() {
        TestStore store = VenueStore.filled();
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            assertEdition(api.get(FRESHNESS), "0 (absent) never-published");
            assertEdition(
                    api.get(GENERAL + "?start_date=2026-03-01"), "0 (absent) never-published");
            publishVenues(store, 7, "2026-03-14T00:00:00Z");
            api.awaitGenerationOf(VENUES, 7);
            assertEdition(api.get(FRESHNESS), "7 2026-03-14T00:00:00Z (absent)");
            assertThat(api.get(FRESHNESS).body())
                    .startsWith("{\"marts\":[{\"mart\":\"venues\",\"generation\":7,");
            assertEdition(api.get(EVENTS), "0 (absent) never-published");

            store.published(3, "2026-03-15T00:00:00Z", "2026-03-15", "2026-03-15");
            api.awaitGeneration(3);
            for (String path : OF_VENUES) {
                assertEdition(api.get(path), "7 2026-03-14T00:00:00Z (absent)");
            }
            assertEdition(api.get(EVENTS), "3 2026-03-15T00:00:00Z (absent)");
            assertEdition(
                    api.get("/api/v1/reports/event_directory"), "3 2026-03-15T00:00:00Z (absent)");
            // all marts: as of the older one
            for (String all : new String[] {FRESHNESS, "/", "/api/v1/reports"}) {
                assertEdition(api.get(all), "7 2026-03-14T00:00:00Z (absent)");
            }
            assertThat(api.get(FRESHNESS).body())
                    .contains(
                            "{\"mart\":\"events\",\"generation\":3,",
                            "{\"mart\":\"venues\",\"generation\":7,");
        }
    }

    /** One mart's publication leaves the other's answers and tags alone. */
    @Test
    void aPublicationOutdatesItsOwnMartOnly() {
        TestStore store =
                VenueStore.published()
                        .published(1, "2026-03-15T12:07:30Z", "2026-03-15", "2026-03-15");
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            String events = "If-None-Match: " + api.get(EVENTS).header("ETag");
            String venues = "If-None-Match: " + api.get(VENUES).header("ETag");
            String general = "If-None-Match: " + api.get(GENERAL).header("ETag");
            String freshness = "If-None-Match: " + api.get(FRESHNESS).header("ETag");
            store.with("venues", "update venue_directory set name = 'Renamed' where venue_id = 1");
            publishVenues(store, 2, "2026-03-16T12:07:30Z");
            api.awaitGenerationOf(VENUES, 2);
            assertThat(api.get(VENUES, venues).body()).contains("Renamed");
            assertThat(api.get(GENERAL, general).status()).isEqualTo(200);
            assertThat(api.get(FRESHNESS, freshness).status()).isEqualTo(200);
            Reply unchanged = api.get(EVENTS, events);
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.header("Daybook-Generation")).isEqualTo("1");
            // what was read before is still there: without its rights nothing can be read anew
            api.get(EVENTS);
            store.database()
                    .execute("revoke select on all tables in schema events from daybook_reader");
            assertThat(api.get(EVENTS).status()).isEqualTo(200);
        }
    }

    /** The ledger of one mart says nothing of the other's days. */
    @Test
    void aHoleOfOneMartIsNotTheOthers() {
        TestStore store =
                VenueStore.published()
                        .published(1, "2026-03-15T12:07:30Z", "2026-03-14", "2026-03-15");
        store.database().execute("delete from daybook.ledger where view = 'venue_member'");
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            assertThat(api.get(VENUES).header("Daybook-Stale")).isEqualTo("missing-days");
            assertThat(api.get(EVENTS).header("Daybook-Stale")).isEqualTo("(absent)");
            assertThat(api.get(FRESHNESS).body())
                    .contains("\"complete_through\":\"2026-03-14\"", "\"complete_through\":null");
        }
    }

    /** Here the store keeps the mart from this reader; it may as well lack the schema. */
    @Test
    void aMartThatIsNotInstalledIsAProblemOfItsOwn() {
        TestStore store =
                VenueStore.published()
                        .published(1, "2026-03-15T12:07:30Z", "2026-03-15", "2026-03-15");
        store.database().execute("revoke usage on schema venues from daybook_reader");
        Management management = new Management("127.0.0.1", 0);
        try (TestApi api =
                TestApi.start(TestApi.settings(store.database(), "demo").with(management))) {
            for (String path : OF_VENUES) {
                Reply refused = api.get(path);
                assertThat(refused.status()).as(path).isEqualTo(404);
                assertThat(refused.body())
                        .isEqualTo(
                                "{\"type\":\"urn:daybook:problem:mart-not-installed\",\"title\":"
                                        + "\"Mart not installed\",\"status\":404,\"detail\":\"The"
                                        + " mart venues is not installed here. Other marts are"
                                        + " served; whoever runs this server adds it with daybook"
                                        + " migrate and starts the server anew\"}");
            }
            assertThat(api.get(GENERAL + "?start_date=x").status()).isEqualTo(400);
            assertThat(api.get(EVENTS).status()).isEqualTo(200);
            assertThat(api.get("/health").status()).isEqualTo(200);
            assertThat(api.get("/").body()).contains("events").doesNotContain("venues");
            assertThat(api.get(FRESHNESS).body()).contains("events").doesNotContain("venues");
            assertThat(api.get("/api/v1/reports").body())
                    .contains("event_totals")
                    .doesNotContain("venue_");
            assertThat(api.manage("/actuator/prometheus").body())
                    .contains("mart=\"events\"")
                    .doesNotContain("mart=\"venues\"");
        }
    }

    private static void publishVenues(TestStore store, long generation, String asOf) {
        store.published("venues", generation, asOf, "2026-03-10", "2026-03-20");
    }

    private static void assertEdition(Reply reply, String expected) {
        assertThat(
                        String.join(
                                " ",
                                reply.header("Daybook-Generation"),
                                reply.header("Daybook-As-Of"),
                                reply.header("Daybook-Stale")))
                .isEqualTo(expected);
    }
}
