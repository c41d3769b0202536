package io.daybook.etl.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.explain.Explainer;
import io.daybook.etl.explain.Explanation;
import io.daybook.etl.migrate.CustomTables;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.InvalidCatalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view of the user's own, from a file to a verified table. */
class CustomViewIntegrationTest {

    private static final String LARGE_ORDERS =
            """
            /*
            row: one event's large orders on one local day
            grain: [tenant_id, event_id, day]
            slice: [tenant_id, event_id, day]
            inputs:
              event:      {entity: event, key: event_id, zone: timezone, uses: [tenant_id, timezone]}
              paid_order: {fact: ticket_order, key: event_id, clock: paid_at}
            */
            select
                e.tenant_id,
                o.event_id,
                cast(timezone(e.timezone, o.paid_at) as date) as day,
                count(*) filter (where o.amount >= 100) as large_orders,
                coalesce(sum(o.amount) filter (where o.amount >= 100), 0) as gross_amount
            from paid_order as o
            inner join event as e on e.event_id = o.event_id
            where o.paid_at is not null
            group by e.tenant_id, o.event_id, cast(timezone(e.timezone, o.paid_at) as date)
            """;

    private final EventsMart mart = EventsMart.create();

    @TempDir private Path directory;

    /** An hour ago: what changed just now is pending, and pending is no drift. */
    @BeforeEach
    void sellThreeOrders() {
        mart.change(
                """
                grant usage on schema events to daybook_reader;
                grant select on all tables in schema events to daybook_reader;
                insert into event (event_id, tenant_id, name, timezone, currency, status, updated_at)
                values (1, 'demo', 'Fair', 'Europe/Berlin', 'EUR', 'live', now() - interval '1 hour'),
                    (2, 'acme', 'Play', 'UTC', 'EUR', 'live', now() - interval '1 hour');
                insert into ticket_order (order_id, event_id, status, ordered_at, paid_at, amount,
                    tax_amount, fee_amount, updated_at)
                values
                    (1, 1, 'paid', '2025-03-01T23:30Z', '2025-03-01T23:30Z', 250, 0, 0, now() - interval '1 hour'),
                    (2, 1, 'paid', '2025-03-02T10:00Z', '2025-03-02T10:00Z', 99.99, 0, 0, now() - interval '1 hour'),
                    (3, 2, 'paid', '2025-03-02T10:00Z', '2025-03-02T10:00Z', 100, 0, 0, now() - interval '1 hour')
                """);
        file("view_large_orders.sql", LARGE_ORDERS);
    }

    /** 23:30 in UTC is 00:30 of the next day in Berlin. */
    @Test
    void isMigratedMaterialisedAndVerified() {
        assertThat(migrate()).containsExactly("events.large_orders");
        assertThat(migrate()).isEmpty();
        run();
        assertThat(mart.table("large_orders"))
                .containsExactly(
                        "acme | 2 | 2025-03-02 | 1 | 100.0000",
                        "demo | 1 | 2025-03-02 | 1 | 250.0000");
        assertThat(explain().exitCode()).isZero();

        mart.change("update ticket_order set amount = 120, updated_at = now() where order_id = 2");
        run();
        assertThat(mart.table("large_orders")).contains("demo | 1 | 2025-03-02 | 2 | 370.0000");

        mart.store.execute("update events.large_orders set large_orders = 7 where event_id = 2");
        assertThat(verify(false).exitCode()).isEqualTo(4);
        assertThat(verify(true).exitCode()).isZero();
        assertThat(mart.table("large_orders")).contains("acme | 2 | 2025-03-02 | 1 | 100.0000");
    }

    @Test
    void hasTheProtectionOfEveryMetricTable() {
        migrate();
        assertThat(
                        mart.store.rows(
                                """
                                select c.relrowsecurity, c.relforcerowsecurity,
                                    array_agg(p.polname order by p.polname)
                                from pg_class as c inner join pg_policy as p on p.polrelid = c.oid
                                where c.oid = to_regclass('events.large_orders')
                                group by 1, 2
                                """))
                .containsExactly("t | t | {reader_sees_its_tenant,writer_sees_all}");
    }

    @Test
    void isNotComputedWithoutItsTable() {
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage(
                        "View large_orders has no table (nothing was changed; then: daybook migrate,"
                                + " with the same sql.dir)");
    }

    @Test
    void isNotComputedByARoleThatMayWrite() {
        migrate();
        mart.change("grant insert on refund to daybook_reader");
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessageStartingWith("The source's role daybook_reader may write refund");
        assertThatThrownBy(this::explain)
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessageStartingWith("The source's role daybook_reader may write refund");
    }

    /** Rows of one tenant's event under another's name would be shown to that other. */
    @Test
    void publishesNoRowOfAnotherTenant() {
        migrate();
        run();
        file(
                "view_large_orders.sql",
                LARGE_ORDERS
                        .replace(
                                "    e.tenant_id,\n    o",
                                "    case when e.tenant_id = 'acme' then 'demo' else e.tenant_id end as tenant_id,\n    o")
                        .replace("group by e.tenant_id", "group by 1"));
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(4))
                .hasMessageContaining(
                        "Check large_orders_tenant failed: demo 2 is not in event_directory");
        assertThat(mart.table("large_orders")).contains("acme | 2 | 2025-03-02 | 1 | 100.0000");
    }

    @Test
    void isNotComputedWhenPostgresProvesThatItBreaksARule() {
        migrate();
        file(
                "view_large_orders.sql",
                LARGE_ORDERS.replace(
                        "o.amount >= 100",
                        "cast(o.paid_at as timestamp) < timestamp '2100-01-01'"));
        assertThatThrownBy(this::run)
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining(
                        "events/view_large_orders.sql: Calls \"timestamp\"(timestamp with time"
                                + " zone), which is stable");
        assertThatThrownBy(this::migrate).isInstanceOf(InvalidCatalogue.class);
    }

    @Test
    void isMadeAnewWithOtherColumns() {
        migrate();
        run();
        file(
                "view_large_orders.sql",
                LARGE_ORDERS.replace(
                        "as gross_amount", "as gross_amount,\n    count(*) as orders"));
        assertThatThrownBy(this::run)
                .hasMessageStartingWith("View large_orders has other columns than its table");
        assertThat(migrate()).containsExactly("events.large_orders");
        assertThat(mart.table("large_orders")).isEmpty();
        run();
        assertThat(mart.table("large_orders"))
                .containsExactly(
                        "acme | 2 | 2025-03-02 | 1 | 100.0000 | 1",
                        "demo | 1 | 2025-03-02 | 1 | 250.0000 | 2");
    }

    /** What changed meanwhile was in no run of this view. */
    @Test
    void isBuiltAnewAfterARunWithoutIt() {
        migrate();
        run();
        mart.change("update ticket_order set amount = 120, updated_at = now() where order_id = 2");
        mart.run();
        mart.change("update ticket_order set updated_at = '2025-01-01' where order_id = 2");
        mart.run();
        run();
        assertThat(mart.table("large_orders")).contains("demo | 1 | 2025-03-02 | 2 | 370.0000");
    }

    @Test
    void leavesTablesOfOthersAlone() {
        mart.store.execute("create table events.large_orders (x int)");
        assertThatThrownBy(this::migrate)
                .hasMessageStartingWith(
                        "Table events.large_orders is there and is not of a view of sql.dir");
    }

    @Test
    void refusesColumnsThatCannotBeStored() {
        file(
                "view_large_orders.sql",
                LARGE_ORDERS
                        .replace("as large_orders", "as \"Large\"")
                        .replace("as gross_amount", "as gross_amount, array_agg(1) as \"order\""));
        assertThatThrownBy(this::migrate)
                .isInstanceOf(InvalidCatalogue.class)
                .hasMessageContainingAll(
                        "Invalid column name: Large",
                        "Invalid column name: order",
                        "Column order is integer[]");
    }

    private List<String> migrate() {
        return CustomTables.migrate(mart.storeSettings(), Catalogue.loadWith(directory));
    }

    private void run() {
        run(new RunRequest.Nightly(RunRequest.Verification.NEVER));
    }

    private RunReport verify(boolean repair) {
        return run(
                new RunRequest.Verify(
                        Optional.empty(), Optional.empty(), List.of("large_orders"), repair));
    }

    private Explanation explain() {
        Mart events = Catalogue.loadWith(directory).mart("events");
        return new Explainer(events, source(), mart.storeSettings())
                .explain(
                        events.view("large_orders"),
                        new Slice("acme", 2L, LocalDate.of(2025, 3, 2)));
    }

    /** As a role that can only SELECT; the mart's own settings name a superuser. */
    private SourceSettings source() {
        return new SourceSettings(
                mart.source.url(),
                new Credentials(TestPostgres.READER, TestPostgres.READER),
                "events",
                Duration.ZERO,
                Duration.ofSeconds(1),
                Optional.empty());
    }

    private RunReport run(RunRequest request) {
        return new MartRunner(
                        Catalogue.loadWith(directory).mart("events"),
                        source(),
                        mart.storeSettings(),
                        Progress.SILENT)
                .run(request);
    }

    private void file(String name, String content) {
        try {
            Files.createDirectories(directory.resolve("events"));
            Files.writeString(directory.resolve("events").resolve(name), content);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
