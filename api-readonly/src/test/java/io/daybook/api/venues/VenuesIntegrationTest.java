package io.daybook.api.venues;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.ServeSettings;
import io.daybook.api.guard.AllowedOrigins;
import io.daybook.api.guard.Permission;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestIssuer;
import io.daybook.api.testing.TestStore;
import io.daybook.api.testing.VenueStore;
import io.daybook.api.token.TokenSettings;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every payload of the mart over {@link VenueStore}, whose figures are worked out by hand. */
class VenuesIntegrationTest {

    private static final String GENERAL = "/metrics/general";
    private static final String REVENUE = "/metrics/revenue_timeseries";
    private static final String BOOKINGS = "/metrics/bookings_timeseries";
    private static final String PEAKS = "/metrics/peak_hours";
    private static final List<String> METRICS = List.of(GENERAL, REVENUE, BOOKINGS, PEAKS);

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static TestStore store;
    private static TestIssuer issuer;
    private static TestApi api;

    @BeforeAll
    static void start() {
        store = VenueStore.published();
        issuer = new TestIssuer();
        api = issuer.api(store);
    }

    @AfterAll
    static void stop() {
        api.close();
        issuer.close();
    }

    @Test
    void listsVenuesAndTheSportsOfBookings() {
        assertThat(body("/venues"))
                .isEqualTo(
                        joined(
                                """
                                [{"id":1,"name":"Riverside","timezone":"Europe/Berlin",
                                "currency":"EUR"},
                                {"id":2,"name":"Hillside","timezone":"Europe/Vienna",
                                "currency":"EUR"}]
                                """));
        assertThat(body("/sports"))
                .isEqualTo("[{\"id\":1,\"name\":\"Tennis\"},{\"id\":2,\"name\":\"Padel\"}]");
        Reply others = api.get("/sports", issuer.bearer("acme", "owner"));
        assertThat(others.body()).isEqualTo("[{\"id\":3,\"name\":\"Golf\"}]");
    }

    /** Edge cases 3, 6, 7, 8, 14 and 18 are in these rows. */
    @Test
    void generalIsAllDataByDefault() {
        assertThat(body(GENERAL))
                .isEqualTo(
                        joined(
                                        """
                                {"active_members":9,"inactive_members":4,"bookings":8,
                                "booking_revenue":40.00,"coaching_revenue":10.50,
                                "total_revenue":57.75,"currency":"EUR",
                                "repeat_booking_pct":50.0,"slots_utilization_pct":66.6,
                                "capacity_utilization_pct":18.7,"coupon_redemption":2,
                                "trial_conversion_rate_pct":40.0,
                                "refunds_disputes":{"amount":6.005,"count":2},
                                "by_currency":null,"notes":["
                                """)
                                + "Members and trials are as of now: start_date, end_date and"
                                + " sport_id do not apply to them, and venue_id means the home"
                                + " venue\"]}");
    }

    /** A member of two venues counts once over both, and once in each. Edge cases 4 and 5. */
    @Test
    void generalOfOneVenueIsThatVenues() {
        String first = body(GENERAL + "?venue_id=1");
        assertThat(first)
                .contains(
                        "\"active_members\":6,\"inactive_members\":3,\"bookings\":5",
                        "\"repeat_booking_pct\":100.0,\"slots_utilization_pct\":71.4",
                        // 10 to 12 March: 3 days of 2 tennis slots and a Thursday of 5 for padel
                        "\"capacity_utilization_pct\":54.5,\"coupon_redemption\":1",
                        "\"trial_conversion_rate_pct\":25.0");
        String second = body(GENERAL + "?venue_id=2");
        assertThat(second)
                .contains(
                        "\"active_members\":2,\"inactive_members\":0,\"bookings\":3",
                        "\"repeat_booking_pct\":0.0,\"slots_utilization_pct\":60.0",
                        "\"capacity_utilization_pct\":null",
                        "\"trial_conversion_rate_pct\":null",
                        "\"capacity_utilization_pct is null: no bookable slots are known for this"
                                + " selection\"");
    }

    @Test
    void rangeIsInclusiveAndMayHaveOneEnd() {
        assertThat(body(GENERAL + "?start_date=2026-03-10&end_date=2026-03-10"))
                .contains(
                        "\"bookings\":3,\"booking_revenue\":30.00",
                        "\"repeat_booking_pct\":50.0,\"slots_utilization_pct\":75.0",
                        // 4 of 2
                        "\"capacity_utilization_pct\":200.0",
                        // of now, whatever the range
                        "\"active_members\":9");
        assertThat(body(GENERAL + "?start_date=2026-03-11"))
                .contains(
                        "\"bookings\":5,\"booking_revenue\":10.00",
                        "\"repeat_booking_pct\":33.3",
                        // 11 to 20 March: 10 days of 2, two Thursdays of 5
                        "\"capacity_utilization_pct\":6.6");
        assertThat(body(GENERAL + "?end_date=2026-03-12"))
                .contains(
                        "\"bookings\":6,\"booking_revenue\":40.00", "\"repeat_booking_pct\":66.6");
    }

    @Test
    void generalOfOneSportLeavesMembersAlone() {
        assertThat(body(GENERAL + "?sport_id=2"))
                .contains(
                        "\"active_members\":9,\"inactive_members\":4,\"bookings\":1",
                        "\"total_revenue\":0.00",
                        "\"slots_utilization_pct\":50.0,\"capacity_utilization_pct\":40.0");
    }

    /** Edge cases 12 and 13. */
    @Test
    void whatHasNoDataIsZeroOrNull() {
        String nothing =
                joined(
                        """
                        "bookings":0,"booking_revenue":0.00,"coaching_revenue":0.00,
                        "total_revenue":0.00,"currency":"EUR","repeat_booking_pct":null,
                        "slots_utilization_pct":null,"capacity_utilization_pct":%s,
                        "coupon_redemption":0,"trial_conversion_rate_pct":40.0,
                        "refunds_disputes":{"amount":0.00,"count":0},"by_currency":null
                        """);
        String future = "?start_date=2030-01-01&end_date=2030-01-02";
        // 2 tennis slots on each of two days are bookable, a Tuesday and a Wednesday
        assertThat(body(GENERAL + future)).contains(nothing.formatted("0.0"));
        assertThat(body(REVENUE + future))
                .isEqualTo(
                        joined(
                                """
                                [{"date":"2030-01-01","revenue":0.00,"currency":"EUR",
                                "by_currency":null},
                                {"date":"2030-01-02","revenue":0.00,"currency":"EUR",
                                "by_currency":null}]
                                """));
        assertThat(body(GENERAL + "?sport_id=99")).contains(nothing.formatted("null"));
        assertThat(body(REVENUE + "?sport_id=99")).isEqualTo("[]");
        assertThat(body(BOOKINGS + "?sport_id=99")).isEqualTo("[]");
        assertThat(body(PEAKS + "?sport_id=99"))
                .contains("{\"hour\":23,\"bookings\":0}],\"sports\":[]");
        // a start behind the last day with data
        assertThat(body(BOOKINGS + "?start_date=2026-03-21")).isEqualTo("[]");
    }

    @Test
    void revenueIsFilledWithZeros() {
        assertThat(
                        api.get(REVENUE, issuer.bearer("demo", "owner"))
                                .body()
                                .replace(",\"currency\":\"EUR\",\"by_currency\":null", ""))
                .isEqualTo(
                        joined(
                                """
                                [{"date":"2026-03-10","revenue":40.50},
                                {"date":"2026-03-11","revenue":0.00},
                                {"date":"2026-03-12","revenue":17.25},
                                {"date":"2026-03-13","revenue":0.00},
                                {"date":"2026-03-14","revenue":0.00}]
                                """));
        assertThat(body(REVENUE + "?start_date=2026-03-09&end_date=2026-03-10"))
                .startsWith("[{\"date\":\"2026-03-09\",\"revenue\":0.00,");
    }

    /** Edge case 18: next week's bookings are in the series. */
    @Test
    void bookingsGoOnIntoTheFuture() {
        JsonNode days = json(BOOKINGS);
        assertThat(days.size()).isEqualTo(11);
        assertThat(days.get(0).toString())
                .isEqualTo(
                        joined(
                                """
                                {"date":"2026-03-10","bookings":3,"total":4,"confirmed":0,
                                "completed":3,"pending":0,"cancelled":1,"no_show":0,"unmapped":0,
                                "slots":4}
                                """));
        assertThat(days.get(2).toString())
                .isEqualTo(
                        joined(
                                """
                                {"date":"2026-03-12","bookings":3,"total":6,"confirmed":0,
                                "completed":3,"pending":1,"cancelled":0,"no_show":1,"unmapped":1,
                                "slots":4}
                                """));
        assertThat(days.get(10).toString())
                .startsWith("{\"date\":\"2026-03-20\",\"bookings\":2,\"total\":2,\"confirmed\":2,");
        assertThat(json(BOOKINGS + "?venue_id=1&sport_id=2").size()).isEqualTo(1);
    }

    /** Edge case 1: 23:30 on the last day of the range is in it. */
    @Test
    void peakHoursAreBySportToo() {
        JsonNode peaks = json(PEAKS + "?end_date=2026-03-12");
        assertThat(peaks.path("hours").size()).isEqualTo(24);
        assertThat(counts(peaks.path("hours"))).isEqualTo("9:1 18:4 23:1");
        assertThat(peaks.path("sports").toString())
                .isEqualTo(
                        joined(
                                """
                                [{"id":1,"name":"Tennis","bookings":
                                [0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,3,0,0,0,0,0]},
                                {"id":2,"name":"Padel","bookings":
                                [0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0]},
                                {"id":null,"name":null,"bookings":
                                [0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1]}]
                                """));
        assertThat(counts(json(PEAKS).path("hours"))).isEqualTo("9:1 18:4 20:2 23:1");
    }

    private static String counts(JsonNode hours) {
        StringBuilder counts = new StringBuilder();
        for (JsonNode hour : hours) {
            if (hour.path("bookings").asLong() != 0) {
                counts.append(
                        hour.path("hour").asInt() + ":" + hour.path("bookings").asLong() + " ");
            }
        }
        return counts.toString().strip();
    }

    /** Edge case 11: amounts of several currencies are never added. */
    @Test
    void severalCurrenciesStandApart() {
        String acme = issuer.bearer("acme", "owner");
        String general = api.get(GENERAL, acme).body();
        assertThat(general)
                .contains(
                        joined(
                                """
                                "booking_revenue":null,"coaching_revenue":null,
                                "total_revenue":null,"currency":null
                                """),
                        joined(
                                """
                                "refunds_disputes":{"amount":null,"count":3},"by_currency":{
                                "EUR":{"booking_revenue":50.00,"coaching_revenue":5.00,
                                "total_revenue":55.00,"refunds_disputes":{"amount":8.00,"count":2}},
                                "GBP":{"booking_revenue":100.00,"coaching_revenue":0.00,
                                "total_revenue":100.00,
                                "refunds_disputes":{"amount":40.00,"count":1}},
                                "JPY":{"booking_revenue":500,"coaching_revenue":0,
                                "total_revenue":500,"refunds_disputes":{"amount":0,"count":0}}}
                                """),
                        "\"The selection has several currencies (EUR, GBP, JPY): amounts are in"
                                + " by_currency, the plain ones are null\"");
        assertThat(api.get(REVENUE + "?end_date=2026-03-11", acme).body())
                .isEqualTo(
                        "[{\"date\":\"2026-03-10\",\"revenue\":null,\"currency\":null,"
                                + "\"by_currency\":{\"EUR\":0.00,\"GBP\":100.00,\"JPY\":500}},"
                                + "{\"date\":\"2026-03-11\",\"revenue\":null,\"currency\":null,"
                                + "\"by_currency\":{\"EUR\":0.00,\"GBP\":0.00,\"JPY\":0}}]");
        assertThat(api.get(GENERAL + "?venue_id=7", acme).body())
                .contains("\"total_revenue\":500,\"currency\":\"JPY\"", "\"by_currency\":null");
    }

    /** For every way to cut the range in two, and beside every other payload. */
    @Test
    void figuresAgreeWithEachOther() {
        for (String filter : new String[] {"", "&venue_id=1", "&venue_id=2", "&sport_id=1"}) {
            String range = "?start_date=2026-03-08&end_date=2026-03-22" + filter;
            JsonNode general = json(GENERAL + range);
            assertThat(sum(json(REVENUE + range), "revenue"))
                    .isEqualByComparingTo(general.path("total_revenue").decimalValue());
            JsonNode days = json(BOOKINGS + range);
            assertThat(sum(days, "bookings"))
                    .isEqualByComparingTo(general.path("bookings").decimalValue());
            assertThat(sum(json(PEAKS + range).path("hours"), "bookings"))
                    .isEqualByComparingTo(general.path("bookings").decimalValue());
            for (JsonNode day : days) {
                long byStatus = 0;
                for (String status :
                        "confirmed completed pending cancelled no_show unmapped".split(" ")) {
                    byStatus += day.path(status).asLong();
                }
                assertThat(byStatus).isEqualTo(day.path("total").asLong());
            }
            for (int last : new int[] {8, 10, 11, 12, 14, 20}) {
                String cut = "2026-03-%02d".formatted(last);
                String next = "2026-03-%02d".formatted(last + 1);
                JsonNode left = json(GENERAL + "?start_date=2026-03-08&end_date=" + cut + filter);
                JsonNode right =
                        json(GENERAL + "?start_date=" + next + "&end_date=2026-03-22" + filter);
                for (String added :
                        List.of(
                                "/bookings",
                                "/booking_revenue",
                                "/coaching_revenue",
                                "/total_revenue",
                                "/coupon_redemption",
                                "/refunds_disputes/amount",
                                "/refunds_disputes/count")) {
                    assertThat(left.at(added).decimalValue().add(right.at(added).decimalValue()))
                            .as(added + filter + " cut after " + cut)
                            .isEqualByComparingTo(general.at(added).decimalValue());
                }
            }
        }
    }

    private static BigDecimal sum(JsonNode days, String field) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode day : days) {
            sum = sum.add(day.path(field).decimalValue());
        }
        return sum;
    }

    @Test
    void unknownAndForeignVenuesLookAlike() {
        for (String metric : METRICS) {
            Reply unknown = get(metric + "?venue_id=99");
            assertProblem(unknown, 404, "not-found");
            assertThat(get(metric + "?venue_id=7").body()).isEqualTo(unknown.body());
            assertThat(unknown.header("Daybook-Generation")).isEqualTo("1");
        }
    }

    /** Also of an id that nobody has: parameters come first. */
    @Test
    void refusesBadParametersBeforeItLooksAnythingUp() {
        for (String metric : METRICS) {
            String unknown = metric + "?venue_id=99&";
            for (String day :
                    new String[] {"", "yesterday", "2026-02-30", "2026-3-1", "1899-12-31"}) {
                assertProblem(get(unknown + "start_date=" + day), 400, "invalid-start_date");
                assertProblem(get(unknown + "end_date=" + day), 400, "invalid-end_date");
            }
            for (String id : new String[] {"", "0", "-1", "x", "1.0", "9223372036854775808"}) {
                assertProblem(get(metric + "?venue_id=" + id), 400, "invalid-venue_id");
                assertProblem(get(unknown + "sport_id=" + id), 400, "invalid-sport_id");
            }
            Reply reversed = get(unknown + "start_date=2026-03-02&end_date=2026-03-01");
            assertProblem(reversed, 400, "invalid-start_date");
            assertThat(reversed.body())
                    .contains(
                            "Invalid start_date: 2026-03-02 (expected a day not after"
                                    + " end_date=2026-03-01)");
            // 1,100 days and one more
            String three = unknown + "start_date=2023-01-01&end_date=";
            assertProblem(get(three + "2026-01-04"), 404, "not-found");
            assertProblem(get(three + "2026-01-05"), 400, "invalid-end_date");
            Reply misspelt = get(unknown + "venue=1");
            assertProblem(misspelt, 400, "unknown-parameter");
            assertThat(misspelt.body()).contains("did you mean venue_id?");
            assertProblem(get(unknown + "venue_id=99"), 400, "repeated-parameter");
        }
        assertProblem(get("/venues?venue_id=1"), 400, "unknown-parameter");
        assertProblem(get("/sports?x=1"), 400, "unknown-parameter");
    }

    @Test
    void amountsNeedThePermissionForFinance() {
        for (String role : new String[] {"analyst", "viewer"}) {
            String token = issuer.bearer("demo", role);
            assertThat(api.get(GENERAL, token).body())
                    .contains(
                            joined(
                                    """
                                    "bookings":8,"booking_revenue":null,"coaching_revenue":null,
                                    "total_revenue":null,"currency":null,"repeat_booking_pct":50.0
                                    """),
                            "\"refunds_disputes\":{\"amount\":null,\"count\":null}",
                            "\"by_currency\":null",
                            "\"Amounts and refunds_disputes are null: they need the permission"
                                    + " metrics:finance\"");
            Reply refused = api.get(REVENUE, token);
            assertProblem(refused, 403, "forbidden");
            assertThat(refused.body()).contains("metrics:finance");
            for (String open : new String[] {BOOKINGS, PEAKS, "/venues", "/sports", "/"}) {
                assertThat(api.get(open, token).status()).as(open).isEqualTo(200);
            }
        }
        String analyst = issuer.bearer("demo", "analyst");
        assertThat(api.get("/api/v1/reports/venue_daily_revenue", analyst).status()).isEqualTo(403);
        assertThat(api.get("/api/v1/reports", analyst).body())
                .contains("venue_daily_bookings")
                .doesNotContain("venue_daily_revenue");
        String owner = issuer.bearer("demo", "owner");
        assertThat(
                        api.get(
                                        "/api/v1/reports/venue_daily_revenue"
                                                + "?measures=booking_success_amount&group_by=currency",
                                        owner)
                                .body())
                .contains("{\"currency\":\"EUR\",\"booking_success_amount\":40.00}");
        for (String path : METRICS) {
            assertThat(api.get(path).status()).as(path).isEqualTo(401);
        }
    }

    /** A tag from before the analysts lost the permission tells them nothing of the amounts. */
    @Test
    void aTagEndsWithThePermissionThatItHeldUnder() {
        String analyst = issuer.bearer("demo", "analyst");
        TokenSettings usual = issuer.settings();
        Map<Permission, Set<String>> generous = new EnumMap<>(usual.roles());
        generous.put(Permission.FINANCE, Set.of("owner", "analyst"));
        ServeSettings settings =
                TestApi.settings(store.database(), "unused")
                        .with(
                                Optional.of(
                                        new TokenSettings(
                                                usual.issuer(),
                                                usual.audience(),
                                                usual.keys(),
                                                usual.algorithms(),
                                                generous,
                                                usual.requestsPerMinute())),
                                new AllowedOrigins(Set.of()));
        String tag;
        try (TestApi before = TestApi.start(settings)) {
            Reply reply = before.get(GENERAL, analyst);
            assertThat(reply.body()).contains("\"booking_revenue\":40.00");
            tag = "If-None-Match: " + reply.header("ETag");
        }
        Reply after = api.get(GENERAL, analyst, tag);
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.body()).contains("\"booking_revenue\":null");
    }

    /** Readable ids never leave the store: neither by report nor by its list. */
    @Test
    void setsOfMembersAreInNoReport() {
        String owner = issuer.bearer("demo", "owner");
        for (String path :
                new String[] {
                    "/api/v1/reports/venue_daily_bookings",
                    "/api/v1/reports/venue_daily_bookings?format=csv"
                }) {
            Reply report = api.get(path, owner);
            assertThat(report.status()).isEqualTo(200);
            assertThat(report.body()).contains("Padel").doesNotContain("_md5", "101");
        }
    }

    @Test
    void rootSaysWhatAnswersAndWhoseDataThereAre() {
        Reply info = get("/");
        assertThat(info.body())
                .isEqualTo(
                        joined(
                                """
                                {"service":"daybook","dashboard":"/dashboard",
                                "documentation":"/docs","openapi":"/v3/api-docs","marts":[
                                {"mart":"events","published":false,"has_data":false},
                                {"mart":"venues","published":true,"has_data":true}]}
                                """));
        assertThat(api.get("/", issuer.bearer("nobody", "owner")).body())
                .contains("{\"mart\":\"venues\",\"published\":true,\"has_data\":false}");
        Reply browser = api.get("/", issuer.bearer("demo", "owner"), "Accept: text/html,*/*;q=0.8");
        assertThat(browser.status()).isEqualTo(302);
        assertThat(browser.header("Location")).isEqualTo("/dashboard");
    }

    private static Reply get(String path) {
        return api.get(path, issuer.bearer("demo", "owner"));
    }

    private static String body(String path) {
        Reply reply = get(path);
        assertThat(reply.status()).as(path).isEqualTo(200);
        assertThat(reply.header("Daybook-Generation")).isEqualTo("1");
        assertThat(reply.header("Daybook-As-Of")).isEqualTo("2026-03-15T12:07:30Z");
        return reply.body();
    }

    private static JsonNode json(String path) {
        return JSON.readTree(body(path));
    }

    private static void assertProblem(Reply reply, int status, String type) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.body()).startsWith("{\"type\":\"urn:daybook:problem:" + type + "\"");
    }
}
