package io.daybook.api.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.IncompatibleStore;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import io.daybook.schema.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        try (TestApi api = TestApi.start(store.database(), "demo", catalogue)) {
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

    @Test
    void isNotStartedWithoutItsTable() {
        assertThatThrownBy(() -> TestApi.start(store.database(), "demo", catalogue))
                .isInstanceOf(IncompatibleStore.class)
                .hasMessage(
                        "View large_orders has no table that this role may read. Nothing was"
                                + " started; run: daybook migrate, with the same sql.dir");
    }
}
