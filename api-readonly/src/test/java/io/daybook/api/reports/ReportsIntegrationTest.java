package io.daybook.api.reports;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Events 1 and 2 sell in euros, event 3 in yen. Friday 27 February, Saturday 28 February, Sunday 1
 * and Monday 2 March 2026; 4 March holds a row of zeros.
 */
class ReportsIntegrationTest {

    private static final String DAILY = "/api/v1/reports/event_daily_sales";

    private static TestStore store;
    private static TestApi api;

    @BeforeAll
    static void start() {
        store =
                TestStore.empty()
                        .published(7, "2026-03-15T12:00:00Z", "2026-02-01", "2026-03-15")
                        .with(
                                """
                                insert into event_directory
                                    (tenant_id, event_id, name, timezone, currency, capacity,
                                    starts_at, starts_day, ends_at, status)
                                values
                                ('demo', 1, '=1+2', 'UTC', 'EUR', null,
                                    '2026-05-01T18:00:00.5Z', '2026-05-01', null, 'live'),
                                ('demo', 2, 'a "b", c', 'UTC', 'EUR', 500, null, null, null,
                                    'live'),
                                ('demo', 3, E'\\tx', 'UTC', 'JPY', 0, 'infinity', 'infinity', null,
                                    'ended'),
                                ('acme', 9, 'other', 'UTC', 'EUR', null, null, null, null, 'live');
                                -- orders, gross, tax, fee, sold, cancelled, orders cancelled,
                                -- refunds, refunded, unmapped
                                insert into event_daily_sales values
                                ('demo', 1, '2026-02-27', 'EUR', 2, 20.5, 2, 1, 4, 0, 0, 0, 0, 0),
                                ('demo', 1, '2026-03-01', 'EUR', 1, 10.239, 1, 0, 1, 0, 0, 0, 0, 0),
                                ('demo', 1, '2026-03-02', 'EUR', 0, 0, 0, 0, 0, 1, 0, 1, 30, 0),
                                ('demo', 1, '2026-03-04', 'EUR', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                                ('demo', 2, '2026-02-28', 'EUR', 3, 30, 3, 0, 3, 0, 0, 0, 0, 0),
                                ('demo', 2, '2026-03-02', 'EUR', 4, 1, 0, 0, 4, 0, 0, 0, 0, 0),
                                ('demo', 3, '2026-03-02', 'JPY', 1, 5000, 0, 0, 2, 0, 0, 0, 0, 0),
                                ('acme', 9, '2026-03-02', 'EUR', 777, 777, 0, 0, 777, 0, 0, 0, 0, 0);
                                insert into event_totals values
                                ('demo', 1, 3, 30.739, 3, 1, 5, 1, 0, 1, 30, 0,
                                    '2026-02-27', '2026-03-02', '2026-02-27', '2026-03-01'),
                                ('demo', 3, 1, 5000, 0, 0, 2, 0, 0, 0, 0, 0,
                                    '2026-03-02', '2026-03-02', '2026-03-02', '2026-03-02')
                                """);
        api = TestApi.start(store.database(), "demo");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void showsTheRowsOfAViewWithItsOwnGrain() {
        assertThat(api.get(DAILY + "?measures=orders_paid,gross_amount&filter[event_id]=1").body())
                .isEqualTo(
                        joined(
                                """
                                {"view":"event_daily_sales",
                                "columns":["event_id","day","currency","orders_paid","gross_amount"],
                                "rows":[
                                {"event_id":1,"day":"2026-02-27","currency":"EUR","orders_paid":2,
                                "gross_amount":20.50},
                                {"event_id":1,"day":"2026-03-01","currency":"EUR","orders_paid":1,
                                "gross_amount":10.239},
                                {"event_id":1,"day":"2026-03-02","currency":"EUR","orders_paid":0,
                                "gross_amount":0.00}]}
                                """));
    }

    @Test
    void addsMeasuresOverEvents() {
        assertThat(rows("?measures=gross_amount,tickets_sold&group_by=day,currency"))
                .isEqualTo(
                        joined(
                                """
                                [{"day":"2026-02-27","currency":"EUR","gross_amount":20.50,"tickets_sold":4},
                                {"day":"2026-02-28","currency":"EUR","gross_amount":30.00,"tickets_sold":3},
                                {"day":"2026-03-01","currency":"EUR","gross_amount":10.239,"tickets_sold":1},
                                {"day":"2026-03-02","currency":"EUR","gross_amount":1.00,"tickets_sold":4},
                                {"day":"2026-03-02","currency":"JPY","gross_amount":5000,"tickets_sold":2}]
                                """));
    }

    @Test
    void addsOneRowOverAll() {
        assertThat(rows("?measures=tickets_sold,orders_paid&group_by="))
                .isEqualTo("[{\"tickets_sold\":14,\"orders_paid\":11}]");
        assertThat(rows("?measures=tickets_sold&group_by=&from=2026-03-03&to=2026-03-04"))
                .isEqualTo("[{\"tickets_sold\":0}]");
    }

    /** 27 and 28 February and 1 March are one ISO week, 2 March begins the next. */
    @Test
    void takesDaysTogetherToWeeksAndMonths() {
        assertThat(rows("?measures=tickets_sold&group_by=&granularity=week"))
                .isEqualTo(
                        "[{\"week\":\"2026-02-23\",\"tickets_sold\":8},"
                                + "{\"week\":\"2026-03-02\",\"tickets_sold\":6}]");
        assertThat(
                        rows(
                                "?measures=tickets_sold&group_by=event_id&granularity=month&order_by=-month"))
                .isEqualTo(
                        joined(
                                """
                                [{"month":"2026-03-01","event_id":1,"tickets_sold":1},
                                {"month":"2026-03-01","event_id":2,"tickets_sold":4},
                                {"month":"2026-03-01","event_id":3,"tickets_sold":2},
                                {"month":"2026-02-01","event_id":1,"tickets_sold":4},
                                {"month":"2026-02-01","event_id":2,"tickets_sold":3}]
                                """));
    }

    @Test
    void takesTheDaysOfARange() {
        assertThat(rows("?measures=tickets_sold&group_by=day&from=2026-02-28&to=2026-03-01"))
                .isEqualTo(
                        "[{\"day\":\"2026-02-28\",\"tickets_sold\":3},"
                                + "{\"day\":\"2026-03-01\",\"tickets_sold\":1}]");
    }

    /** Of the sums: (20.5 + 10.239) / 3 orders = 10.24633..., not the mean of 10.25 and 10.239. */
    @Test
    void recomputesRatiosFromTheirParts() {
        assertThat(
                        rows(
                                "?measures=average_order,refunded_share&group_by=event_id"
                                        + "&order_by=-average_order"))
                .isEqualTo(
                        joined(
                                """
                                [{"event_id":3,"currency":"JPY","average_order":5000.0000,"refunded_share":0.0000},
                                {"event_id":1,"currency":"EUR","average_order":10.2463,"refunded_share":0.9759},
                                {"event_id":2,"currency":"EUR","average_order":4.4285,"refunded_share":0.0000}]
                                """));
        assertThat(rows("?measures=average_order&filter[event_id]=1&from=2026-03-02&to=2026-03-02"))
                .isEqualTo(
                        "[{\"event_id\":1,\"day\":\"2026-03-02\",\"currency\":\"EUR\","
                                + "\"average_order\":null}]");
    }

    /** Totals carry no currency of their own; it comes from the directory. */
    @Test
    void putsTheCurrencyBesideAmounts() {
        String totals = "/api/v1/reports/event_totals";
        assertThat(body(totals + "?measures=gross_amount,last_sale_day"))
                .endsWith(
                        joined(
                                """
                                "rows":[
                                {"event_id":1,"currency":"EUR","gross_amount":30.739,"last_sale_day":"2026-03-01"},
                                {"event_id":3,"currency":"JPY","gross_amount":5000,"last_sale_day":"2026-03-02"}]}
                                """));
        assertThat(body(totals + "?measures=gross_amount&group_by=currency&order_by=-gross_amount"))
                .endsWith(
                        "\"rows\":[{\"currency\":\"JPY\",\"gross_amount\":5000},"
                                + "{\"currency\":\"EUR\",\"gross_amount\":30.739}]}");
        assertThat(body(totals + "?measures=orders_paid&filter[currency]=JPY"))
                .endsWith("\"rows\":[{\"event_id\":3,\"orders_paid\":1}]}");
    }

    @Test
    void showsAttributesAndFiltersByThem() {
        assertThat(
                        body(
                                "/api/v1/reports/event_directory?filter[status]=live"
                                        + "&measures=name,capacity,starts_at,ends_at"))
                .endsWith(
                        joined(
                                """
                                "rows":[
                                {"event_id":1,"name":"=1+2","capacity":null,
                                "starts_at":"2026-05-01T18:00:00.500Z","ends_at":null},
                                {"event_id":2,"name":"a \\"b\\", c","capacity":500,"starts_at":null,
                                "ends_at":null}]}
                                """));
    }

    /** Attack 19. The amounts below zero stay numbers. */
    @Test
    void guardsCellsAgainstFormulas() {
        Reply reply =
                api.get(
                        "/api/v1/reports/event_directory?format=csv"
                                + "&measures=name,capacity,starts_at,status");
        assertThat(reply.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(reply.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"event_directory.csv\"");
        assertThat(reply.body())
                .isEqualTo(
                        "event_id,name,capacity,starts_at,status\r\n"
                                + "1,'=1+2,,2026-05-01T18:00:00.500Z,live\r\n"
                                + "2,\"a \"\"b\"\", c\",500,,live\r\n"
                                + "3,'\tx,0,,ended\r\n");
        assertThat(body(DAILY + "?format=csv&measures=refunded_amount&filter[event_id]=2"))
                .isEqualTo(
                        "event_id,day,currency,refunded_amount\r\n"
                                + "2,2026-02-28,EUR,0.00\r\n2,2026-03-02,EUR,0.00\r\n");
    }

    @Test
    void carriesEditionAndValidator() {
        String path = DAILY + "?measures=tickets_sold&group_by=";
        Reply reply = api.get(path);
        assertThat(reply.header("Daybook-Generation")).isEqualTo("7");
        assertThat(reply.header("Daybook-As-Of")).isEqualTo("2026-03-15T12:00:00Z");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Content-Length")).isEqualTo("" + reply.body().length());
        String tag = reply.header("ETag");
        Reply again = api.get(path, "If-None-Match: " + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(api.get(path, "If-None-Match: *").status()).isEqualTo(304);
        assertThat(api.get(path + "&format=csv", "If-None-Match: " + tag).status()).isEqualTo(200);
        assertThat(api.get(path + "&filter[event_id]=1").header("ETag")).isNotEqualTo(tag);
        // the same question in other words
        assertThat(api.get(DAILY + "?group_by=&format=json&measures=tickets_sold").header("ETag"))
                .isEqualTo(tag);
        assertThat(api.send("HEAD", path).status()).isEqualTo(200);
        assertThat(api.send("HEAD", path).body()).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotServe() {
        assertThat(api.get(DAILY, "Accept: text/html").status()).isEqualTo(406);
        assertThat(api.get("/api/v1/reports/event_daily_sale").status()).isEqualTo(404);
        assertThat(api.send("POST", DAILY).status()).isEqualTo(405);
        assertThat(api.get(DAILY + "?measure=x").body())
                .contains("Unknown parameter: measure (did you mean measures?)");
        assertThat(api.get(DAILY + "?filter[event_id]=1&filter[event_id]=2").body())
                .contains("Repeated parameter: filter[event_id]");
        assertThat(api.get(DAILY + "?filter=1").body()).contains("Unknown parameter: filter");
        assertThat(api.get(DAILY + "?sort[day]=1").body()).contains("Unknown parameter: sort[day]");
    }

    /** Attacks 3, 16 and 17, and what cannot be added. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event_daily_sales | measures=gross_amount;select%20pg_sleep(10) | measures: gross_amount;select pg_sleep(10) (expected some of orders_paid, ",
                "event_daily_sales | measures= | measures:  (expected some of ",
                "event_daily_sales | measures=day | measures: day (expected some of ",
                "event_daily_sales | measures=orders_paid,orders_paid | measures: orders_paid,orders_paid (expected each name once)",
                "event_daily_sales | group_by=tenant_id | group_by: tenant_id (expected some of event_id, day, currency)",
                "event_daily_sales | group_by=gross_amount | group_by: gross_amount (expected some of ",
                "event_daily_sales | group_by=day,day | group_by: day,day (expected each name once)",
                "event_daily_sales | order_by=amount;select%201 | order_by: amount;select 1 (expected some of event_id, day, currency, orders_paid, ",
                "event_daily_sales | group_by=day&order_by=event_id&measures=orders_paid | order_by: event_id (expected some of day, orders_paid)",
                "event_daily_sales | order_by=day,-day | order_by: day,-day (expected each name once)",
                "event_daily_sales | granularity=quarter | granularity: quarter (expected day, week or month)",
                "event_daily_sales | format=xlsx | format: xlsx (expected json or csv)",
                "event_daily_sales | measures=gross_amount&group_by=day | measures: gross_amount (expected currency or event_id in group_by or as a filter: amounts of several currencies cannot be added)",
                "event_daily_sales | measures=average_order&group_by= | measures: average_order (expected currency or event_id",
                "event_daily_sales | group_by=event_id,day&filter[tenant_id]=acme | filter: tenant_id (expected some of event_id, day, currency)",
                "event_daily_sales | filter[gross_amount]=1 | filter: gross_amount (expected some of ",
                "event_daily_sales | filter[1%3D1--]=1 | filter: 1=1-- (expected some of ",
                "event_daily_sales | filter[event_id]=1%20or%201=1 | filter: event_id=1 or 1=1 (expected a whole number of 64 bits)",
                "event_daily_sales | filter[event_id]=99999999999999999999 | filter: event_id=99999999999999999999 (expected a whole number",
                "event_daily_sales | filter[currency]=E%00 | filter: currency=E\0 (expected a text of at most 200 characters)",
                "event_daily_sales | filter[day]=2026-02-30 | filter: day=2026-02-30 (expected a day such as",
                "event_daily_sales | from=2026-03-01 | to: (missing) (expected both from and to, or neither)",
                "event_daily_sales | to=2026-03-01 | from: (missing) (expected both from and to, or neither)",
                "event_daily_sales | from=0001-01-01&to=9999-12-31 | from: 0001-01-01 (expected a day such as 2026-01-31, from 1900-01-01 to 2200-12-31)",
                "event_daily_sales | from=2025-02-30&to=2025-03-01 | from: 2025-02-30 (expected a day",
                "event_daily_sales | from=2025-02-01&to=infinity | to: infinity (expected a day",
                "event_daily_sales | from=2025-02-01&to=10000-01-01 | to: 10000-01-01 (expected a day",
                "event_daily_sales | from=2025-02-02&to=2025-02-01 | from: 2025-02-02 (expected a day not after to=2025-02-01)",
                "event_daily_sales | from=2023-01-01&to=2026-01-05 | to: 2026-01-05 (expected at most 1100 days from 2023-01-01 on, or neither from nor to for all)",
                "event_totals | from=2025-02-01&to=2025-02-02 | from: 2025-02-01 (expected it absent: event_totals has no day)",
                "event_totals | granularity=week | granularity: week (expected it absent",
                "event_totals | measures=last_sale_day&group_by= | measures: last_sale_day (expected what can be added (orders_paid, ",
                "event_directory | measures=capacity&group_by= | measures: capacity (expected what can be added (), or the whole grain in group_by: event_id)",
                "event_lead_time_sales | measures=gross_amount&group_by=days_before_start | measures: gross_amount (expected currency or event_id",
            })
    void refusesBadParameters(String view, String query, String problem) {
        Reply reply = api.get("/api/v1/reports/" + view + "?" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("\"detail\":\"Invalid " + json(problem));
    }

    @Test
    void takesTheLongestRange() {
        // 2023-01-01 to 2026-01-04 are 1,100 days
        assertThat(api.get(DAILY + "?from=2023-01-01&to=2026-01-04").status()).isEqualTo(200);
    }

    @Test
    void showsAnotherTenantNothingOfThese() {
        try (TestApi tiny = TestApi.start(store.database(), "tiny")) {
            assertThat(tiny.get(DAILY).body()).endsWith("\"rows\":[]}");
        }
    }

    /** Attack 18: nothing is cut silently, and the refusal comes before the first byte. */
    @Test
    void refusesMoreRowsThanItSends() {
        store.with(
                """
                insert into event_sales_quarter_hour
                select 'big', 1, '2026-03-01', timestamptz '2026-03-01' + n * interval '1 s', 1, 1, 1
                from generate_series(1, 200001) as n
                """);
        String path = "/api/v1/reports/event_sales_quarter_hour?format=csv&measures=orders_paid";
        try (TestApi big = TestApi.start(store.database(), "big")) {
            Reply refused = big.get(path);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.body())
                    .contains(
                            "\"type\":\"urn:daybook:problem:too-many-rows\"",
                            "The answer has more than 200000 rows; nothing was sent.");
            store.with(
                    "delete from event_sales_quarter_hour where orders_paid = 1 and ctid in"
                            + " (select ctid from event_sales_quarter_hour where tenant_id = 'big' limit 1)");
            Reply whole = big.get(path);
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.body().lines().count()).isEqualTo(200_001);
        }
    }

    @Test
    void listsWhatCanBeReported() {
        String list = body("/api/v1/reports");
        assertThat(list)
                .contains(
                        joined(
                                """
                                {"view":"event_lead_time_sales","mart":"events",
                                "description":"one event's sales at one distance in local days from its start (0 = start day, below 0 = after)",
                                "excludes":"events without a start",
                                "grain":["event_id","days_before_start"],"daily":false,"privacy":null,
                                "columns":[
                                {"name":"event_id","role":"dimension","type":"integer","money":false,"formula":null},
                                {"name":"days_before_start","role":"dimension","type":"integer","money":false,"formula":null},
                                {"name":"gross_amount","role":"measure","type":"number","money":true,"formula":null},
                                {"name":"tickets_sold","role":"measure","type":"integer","money":false,"formula":null},
                                {"name":"currency","role":"dimension","type":"text","money":false,"formula":null}]}
                                """));
        assertThat(list)
                .contains("\"formula\":\"gross_amount / orders_paid\"")
                .doesNotContain("tenant_id", "event_daily_demographics");
    }

    private static String json(String text) {
        return text.replace("\0", "\\u0000");
    }

    private static String rows(String query) {
        String body = body(DAILY + query);
        return body.substring(body.indexOf("\"rows\":") + 7, body.length() - 1);
    }

    private static String body(String path) {
        Reply reply = api.get(path);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }
}
