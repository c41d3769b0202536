package io.daybook.schema.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views of the user's own beside the packaged ones. */
class CustomViewsTest {

    private static final String ORDERS =
            """
            /*
            row: one event's orders on one local day
            grain: [tenant_id, event_id, day]
            slice: [tenant_id, event_id, day]
            inputs:
              event:      {entity: event, key: event_id, zone: timezone, uses: [tenant_id, timezone]}
              paid_order: {fact: ticket_order, key: event_id, clock: paid_at}
            */
            select e.tenant_id, o.event_id,
                cast(timezone(e.timezone, o.paid_at) as date) as day, count(*) as orders
            from paid_order as o inner join event as e on e.event_id = o.event_id
            where o.paid_at is not null
            group by e.tenant_id, o.event_id, cast(timezone(e.timezone, o.paid_at) as date)
            """;

    @TempDir private Path directory;

    @Test
    void standBesideThePackagedOnes() {
        write("events", "view_orders.sql", ORDERS);
        Mart mart = Catalogue.loadWith(directory).mart("events");
        Mart packaged = Catalogue.load().mart("events");
        assertThat(mart.custom()).containsExactly("orders");
        assertThat(mart.customViews()).extracting(View::stem).containsExactly("orders");
        assertThat(mart.views()).hasSize(packaged.views().size() + 1).containsAll(packaged.views());
        assertThat(packaged.custom()).isEmpty();
    }

    @Test
    void areRefusedWithAllTheirProblems() {
        write("events", "view_event_totals.sql", ORDERS);
        write("events", "contract.sql", "create table t (a int)");
        write(
                "events",
                "view_over_store.sql",
                """
                /*
                row: one event
                grain: [tenant_id, event_id]
                slice: [tenant_id, event_id]
                over: store
                inputs:
                  daily: {table: event_daily_sales}
                */
                select tenant_id, event_id from daily group by tenant_id, event_id
                """);
        write("events", "view_now.sql", ORDERS.replace("count(*)", "o.paid_at::date"));
        write("events", "view_" + "x".repeat(41) + ".sql", ORDERS);
        write("evnts", "view_orders.sql", ORDERS);
        assertThatThrownBy(() -> Catalogue.loadWith(directory))
                .isInstanceOfSatisfying(
                        InvalidCatalogue.class,
                        invalid ->
                                assertThat(invalid.problems())
                                        .extracting(
                                                problem -> problem.file() + ": " + problem.says())
                                        .containsExactlyInAnyOrder(
                                                "events/contract.sql: Unknown file (expected"
                                                        + " view_<stem>.sql only)",
                                                "events/view_event_totals.sql: Stem taken by a"
                                                        + " packaged view (expected another name)",
                                                "events/view_over_store.sql: Invalid over: store"
                                                        + " (expected a view over the source: these"
                                                        + " are computed by a role that can only"
                                                        + " read)",
                                                "events/view_now.sql: Refused: :: (expected cast(x as"
                                                        + " type))",
                                                "events/view_"
                                                        + "x".repeat(41)
                                                        + ".sql: Invalid name: "
                                                        + "x".repeat(41)
                                                        + " (expected at most 40 characters)",
                                                "evnts: Unknown mart: evnts (did you mean"
                                                        + " events?)"));
    }

    @Test
    void areRefusedWithoutTheirDirectory() {
        Path nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> Catalogue.loadWith(nowhere))
                .hasMessageEndingWith(
                        nowhere
                                + ": No such directory (expected one with a folder per mart, for"
                                + " view_<stem>.sql files)");
    }

    private void write(String mart, String file, String content) {
        try {
            Files.createDirectories(directory.resolve(mart));
            Files.writeString(directory.resolve(mart).resolve(file), content);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
