package io.daybook.api.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.IncompatibleStore;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.sets.StoredSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view of the user's own: no class was generated for its table. */
class CustomReportIntegrationTest {

    private static final String VIEW =
            """
            /*
            row: one event's large orders on one local day
            grain: [tenant_id, event_id, day]
            slice: [tenant_id, event_id, day]
            inputs:
              event:      {entity: event, key: event_id, zone: timezone, uses: [tenant_id, timezone]}
              paid_order: {fact: ticket_order, key: event_id, clock: paid_at}
            ratios:
              average: {of: gross_amount, per: orders}
            attributes: [largest]
            */
            select e.tenant_id, o.event_id, cast(timezone(e.timezone, o.paid_at) as date) as day,
                count(*) as orders, sum(o.amount) as gross_amount, max(o.amount) as largest,
                count(*) > 5 as is_busy
            from paid_order as o inner join event as e on e.event_id = o.event_id
            where o.paid_at is not null
            group by e.tenant_id, o.event_id, cast(timezone(e.timezone, o.paid_at) as date)
            """;

    private static final String REPORT = "/api/v1/reports/large_orders?";

    private final TestStore store = TestStore.empty();
    @TempDir private Path directory;
    private Catalogue catalogue = Catalogue.load();

    @BeforeEach
    void writeView() throws IOException {
        Files.createDirectories(directory.resolve("events"));
        Files.writeString(directory.resolve("events/view_large_orders.sql"), VIEW);
        catalogue = Catalogue.loadWith(directory);
    }

    @Test
    void isListedAndServedLikeOurs() {
        store.published(1, "2026-03-15T12:00:00Z", "2026-03-01", "2026-03-15")
                .with(
                        """
                        create table large_orders (tenant_id text, event_id bigint, day date,
                            orders bigint, gross_amount numeric, largest numeric, is_busy boolean);
                        select daybook.protect('events.large_orders');
                        insert into event_directory
                            (tenant_id, event_id, name, timezone, currency, status)
                        values ('demo', 1, 'e', 'UTC', 'EUR', 'live');
                        insert into large_orders values
                        ('demo', 1, '2026-03-01', 2, 300, 200.5, false),
                        ('demo', 1, '2026-03-02', 1, 100, 100, null),
                        ('acme', 2, '2026-03-02', 777, 777, 777, true)
                        """);
        Reply packaged;
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            packaged = api.get("/api/v1/reports");
            assertThat(api.get("/api/v1/events").header("Daybook-Stale")).isEqualTo("(absent)");
        }
        try (TestApi api = TestApi.start(store.database(), "demo", catalogue)) {
            // the ledger has no day of it
            assertThat(api.get("/api/v1/events").header("Daybook-Stale")).isEqualTo("missing-days");
            assertThat(api.get("/api/v1/reports").header("ETag"))
                    .isNotEqualTo(packaged.header("ETag"));
            assertThat(api.get("/api/v1/reports").body())
                    .contains(
                            "{\"view\":\"large_orders\",\"mart\":\"events\"",
                            "{\"name\":\"is_busy\",\"role\":\"attribute\",\"type\":\"flag\"");
            assertThat(api.get("/api/v1/reports/large_orders").body())
                    .endsWith(
                            "\"rows\":[{\"event_id\":1,\"day\":\"2026-03-01\",\"currency\":\"EUR\","
                                    + "\"orders\":2,\"gross_amount\":300.00,\"largest\":200.5,"
                                    + "\"is_busy\":false},"
                                    + "{\"event_id\":1,\"day\":\"2026-03-02\",\"currency\":\"EUR\","
                                    + "\"orders\":1,\"gross_amount\":100.00,\"largest\":100,"
                                    + "\"is_busy\":null}]}");
            assertThat(
                            api.get(
                                            "/api/v1/reports/large_orders?measures=average,orders"
                                                    + "&group_by=currency&format=csv")
                                    .body())
                    .isEqualTo("currency,average,orders\r\nEUR,133.3333,3\r\n");
            assertThat(api.get("/api/v1/reports/large_orders?measures=largest&group_by=").status())
                    .isEqualTo(400);
        }
    }

    /** Ids 1 and 2 bought on the first day, 2 and one beyond 32 bits on the second, 1 in April. */
    @Test
    void countsEachIdOfItsSetsOnce() throws IOException {
        Files.writeString(
                directory.resolve("events/view_large_orders.sql"),
                VIEW.replace("ratios:", "sets: [buyers]\nratios:")
                        .replace("as is_busy", "as is_busy, array_agg(o.buyer_id) as buyers"));
        store.published(1, "2026-04-15T12:00:00Z", "2026-03-01", "2026-04-15")
                .with(
                        """
                        create table large_orders (tenant_id text, event_id bigint, day date,
                            orders bigint, gross_amount numeric, largest numeric, is_busy boolean,
                            buyers bytea, buyers_size bigint, buyers_md5 text);
                        select daybook.protect('events.large_orders');
                        insert into event_directory
                            (tenant_id, event_id, name, timezone, currency, status)
                        values ('demo', 1, 'e', 'UTC', 'EUR', 'live');
                        insert into large_orders values
                        ('demo', 1, '2026-03-01', 2, 300, 200.5, false, '%s', 2, 'secret'),
                        ('demo', 1, '2026-03-02', 3, 100, 100, null, '%s', 2, 'secret'),
                        ('demo', 1, '2026-04-01', 0, 0, 0, null, '%s', 1, 'secret'),
                        ('acme', 2, '2026-03-02', 777, 777, 777, true, '%s', 1, 'secret')
                        """
                                .formatted(set(1, 2), set(2, 1L << 40), set(1), set(99)));
        try (TestApi api = TestApi.start(store.database(), "demo", Catalogue.loadWith(directory))) {
            assertThat(api.get("/api/v1/reports").body())
                    .contains("{\"name\":\"buyers\",\"role\":\"distinct\",\"type\":\"integer\"")
                    .doesNotContain("buyers_size", "buyers_md5");
            assertThat(report(api, "measures=buyers,orders&group_by="))
                    .isEqualTo("buyers,orders\r\n3,5\r\n");
            assertThat(report(api, "measures=buyers&group_by=event_id&granularity=month"))
                    .isEqualTo("month,event_id,buyers\r\n2026-03-01,1,3\r\n2026-04-01,1,1\r\n");
            assertThat(report(api, "measures=buyers&group_by=&from=2026-03-02&to=2026-04-30"))
                    .isEqualTo("buyers\r\n3\r\n");
            assertThat(report(api, "measures=buyers&group_by=&filter[event_id]=7"))
                    .isEqualTo("buyers\r\n0\r\n");
            assertThat(report(api, "measures=buyers&order_by=-buyers,-day"))
                    .isEqualTo(
                            "event_id,day,buyers\r\n1,2026-03-02,2\r\n1,2026-03-01,2\r\n"
                                    + "1,2026-04-01,1\r\n");
            assertThat(report(api, "from=2026-04-01&to=2026-04-01"))
                    .isEqualTo(
                            "event_id,day,currency,orders,gross_amount,largest,is_busy\r\n"
                                    + "1,2026-04-01,EUR,0,0.00,0,\r\n");
            assertThat(
                            api.get(REPORT + "measures=buyers&group_by=event_id&order_by=-buyers")
                                    .body())
                    .contains("it absent beside buyers: its rows are ordered by group_by");
            for (String hidden : List.of("buyers_size", "buyers_md5", "buyers")) {
                assertThat(api.get(REPORT + "filter[" + hidden + "]=1").status()).isEqualTo(400);
                assertThat(api.get(REPORT + "group_by=" + hidden).status()).isEqualTo(400);
            }
            assertThat(api.get(REPORT + "measures=buyers_md5").status()).isEqualTo(400);
        }
    }

    private static String report(TestApi api, String question) {
        return api.get(REPORT + question + "&format=csv").body();
    }

    private static String set(long... ids) {
        return "\\x" + HexFormat.of().formatHex(StoredSet.of(ids, ids.length));
    }

    @Test
    void isNotStartedWithoutItsTable() {
        assertThatThrownBy(() -> TestApi.start(store.database(), "demo", catalogue))
                .isInstanceOf(IncompatibleStore.class)
                .hasMessage(
                        "View large_orders has no table that this role may read. Nothing was"
                                + " started; run: daybook migrate, with the same sql.dir");
    }
}
