package io.daybook.cli.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.daybook.api.ReportExport;
import io.daybook.api.sets.RepeatCounts;
import io.daybook.api.sets.RepeatQueries;
import io.daybook.api.store.Store;
import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.explain.Explainer;
import io.daybook.etl.migrate.CustomTables;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who bought, and who bought again: of any range and filter what the source's rows say. */
class SetsIntegrationTest {

    private static final String VIEW =
            """
            /*
            row: one event's buyers on one local day
            grain: [tenant_id, event_id, day]
            slice: [tenant_id, event_id, day]
            inputs:
              event:      {entity: event, key: event_id, zone: timezone, uses: [tenant_id, timezone]}
              paid_order: {fact: ticket_order, key: event_id, clock: paid_at}
            sets: [buyers_once, buyers_twice]
            excludes: buyers who are not known
            */
            select
                b.tenant_id,
                b.event_id,
                b.day,
                cast(sum(b.orders) as bigint) as orders,
                coalesce(
                    array_agg(b.buyer_id order by b.buyer_id) filter (where b.buyer_id is not null),
                    cast(array[] as bigint[])) as buyers_once,
                coalesce(
                    array_agg(b.buyer_id order by b.buyer_id)
                        filter (where b.buyer_id is not null and b.orders > 1),
                    cast(array[] as bigint[])) as buyers_twice
            from (
                select
                    e.tenant_id,
                    o.event_id,
                    cast(timezone(e.timezone, o.paid_at) as date) as day,
                    o.buyer_id,
                    count(*) as orders
                from paid_order as o
                inner join event as e on e.event_id = o.event_id
                where o.paid_at is not null
                group by
                    e.tenant_id, o.event_id, cast(timezone(e.timezone, o.paid_at) as date),
                    o.buyer_id
            ) as b
            group by b.tenant_id, b.event_id, b.day
            """;

    private static final LocalDate FIRST = LocalDate.of(2025, 3, 1);
    private static final int DAYS = 12;
    private static final Field<byte[]> ONCE = field(name("buyers_once"), SQLDataType.BLOB);
    private static final Field<byte[]> TWICE = field(name("buyers_twice"), SQLDataType.BLOB);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final EventsMart mart = EventsMart.create();
    private long orders;

    @TempDir private Path directory;

    @Test
    void countsWhatTheSourceHoldsForAnyRangeAndFilter() throws IOException {
        mart.change(
                """
                grant usage on schema events to daybook_reader;
                grant select on all tables in schema events to daybook_reader;
                insert into event (event_id, tenant_id, name, timezone, currency, status, updated_at)
                values (1, 'demo', 'Fair', 'Europe/Berlin', 'EUR', 'live', now()),
                    (2, 'demo', 'Play', 'Asia/Tokyo', 'EUR', 'live', now()),
                    (3, 'acme', 'Show', 'UTC', 'EUR', 'live', now())
                """);
        sell(250);
        view(VIEW);
        CustomTables.migrate(mart.storeSettings(), Catalogue.loadWith(directory));
        try (Store store = Store.open(mart.store.url(), TestPostgres.READER, TestPostgres.READER)) {
            run();
            assertAgrees(store);
            for (int step = 0; step < 3; step++) {
                change();
                run();
                assertAgrees(store);
            }
            letTheChangesAge();
            assertThat(verify(false).exitCode()).as("seed %d", seed).isZero();

            findsATamperedSet();
            assertAgrees(store);
            holdsBackWhatIsNoSet();
            assertAgrees(store);
        }
        writesNoSet();
    }

    /** One set replaced by another with its size and md5, and one whose bytes alone rotted. */
    private void findsATamperedSet() {
        String day = mart.store.value("select max(day) from events.buyers where event_id = 1");
        String other = mart.store.value("select max(day) from events.buyers where event_id = 2");
        String size = set("buyers_once", 1, day);
        String bytes = set("buyers_once", 2, other);
        mart.store.execute(
                """
                update events.buyers set buyers_once = '\\x0000000000000000', buyers_once_size = 0,
                    buyers_once_md5 = md5('{}')
                where event_id = 1 and day = '%s';
                update events.buyers set buyers_once = '\\x0000000000000000'
                where event_id = 2 and day = '%s';
                """
                        .formatted(day, other));

        RunReport found = verify(false);
        assertThat(found.exitCode()).isEqualTo(4);
        assertThat(found.drift())
                .extracting(
                        drift ->
                                "%d %s %s: %s / %s"
                                        .formatted(
                                                drift.entityId(),
                                                drift.day(),
                                                drift.column(),
                                                drift.stored(),
                                                drift.expected())
                                        .replaceAll("bytes [0-9a-f]{32}", "bytes"))
                .containsExactlyInAnyOrder(
                        // md5 of the two braces
                        "1 %s buyers_once: 0 ids, md5 99914b932bd37a50b983c5e7c90ae93b / %s"
                                .formatted(day, size),
                        "2 %s buyers_once: %s, bytes / %s, bytes".formatted(other, bytes, bytes));
        Mart events = Catalogue.loadWith(directory).mart("events");
        assertThat(
                        new Explainer(events, source(), mart.storeSettings())
                                .explain(
                                        events.view("buyers"),
                                        new Slice("demo", 1, LocalDate.parse(day)))
                                .exitCode())
                .isEqualTo(4);

        assertThat(verify(true).exitCode()).isZero();
        assertThat(verify(false).exitCode()).isZero();
    }

    private String set(String column, long event, String day) {
        return mart.store.value(
                "select %1$s_size || ' ids, md5 ' || %1$s_md5 from events.buyers where event_id = %2$d and day = '%3$s'"
                        .formatted(column, event, day));
    }

    /** The view as its author wrote it by mistake for one event: in descending order. */
    private void holdsBackWhatIsNoSet() throws IOException {
        view(
                VIEW.replace(
                        "order by b.buyer_id)",
                        "order by case when b.event_id = 2 then -b.buyer_id else b.buyer_id end)"));
        RunReport report = run(new RunRequest.Nightly(RunRequest.Verification.NEVER));
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.heldBack())
                .isNotEmpty()
                .allSatisfy(
                        held -> {
                            assertThat(held.entityId()).isEqualTo(2);
                            assertThat(held.reason())
                                    .isEqualTo(
                                            "buyers: a set of ids is unsorted, or has a null or an"
                                                    + " id twice (SQLSTATE 22000)");
                        });
        view(VIEW);
        run();
    }

    /** Neither ids nor what they could be guessed from. */
    private void writesNoSet() {
        StringWriter out = new StringWriter();
        ReportExport.of(
                        Catalogue.loadWith(directory),
                        "buyers",
                        Optional.empty(),
                        Optional.empty(),
                        "csv",
                        5)
                .write(mart.store.url(), TestPostgres.READER, TestPostgres.READER, "demo", out);
        assertThat(out.toString()).startsWith("event_id,day,orders\r\n1,2025-");
    }

    private void sell(int count) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String paidAt = instant();
            values.append(values.isEmpty() ? "" : ",\n")
                    .append(
                            "(%d, %d, %s, 'paid', '%s', '%s', 10, 0, 0, clock_timestamp())"
                                    .formatted(
                                            ++orders,
                                            1 + random.nextInt(3),
                                            buyer(),
                                            paidAt,
                                            paidAt));
        }
        mart.change(
                "insert into ticket_order (order_id, event_id, buyer_id, status, ordered_at, paid_at, amount, tax_amount, fee_amount, updated_at) values "
                        + values);
    }

    private String instant() {
        return FIRST.atStartOfDay().plusMinutes(random.nextInt(DAYS * 24 * 60)) + "Z";
    }

    /** A few who return, some of them beyond 32 bits, and some who are not known. */
    private String buyer() {
        int one = random.nextInt(60);
        return one == 0 ? "null" : Long.toString(one % 3 == 0 ? (1L << 33) + one : one);
    }

    private void change() {
        sell(15);
        for (int i = 0; i < 15; i++) {
            mart.change(
                    "update ticket_order set buyer_id = %s, updated_at = clock_timestamp() where order_id = %d"
                            .formatted(buyer(), 1 + random.nextLong(orders)));
        }
        mart.change(
                "update event set timezone = '%s', updated_at = clock_timestamp() where event_id = %d"
                        .formatted(
                                List.of("Europe/Berlin", "UTC", "America/New_York")
                                        .get(random.nextInt(3)),
                                1 + random.nextInt(3)));
    }

    private void letTheChangesAge() {
        mart.change(
                "update ticket_order set updated_at = now() - interval '1 hour';"
                        + " update event set updated_at = now() - interval '1 hour'");
    }

    private void assertAgrees(Store store) {
        assertCounts(store, FIRST.minusDays(1), FIRST.plusDays(DAYS), "1, 2");
        for (int i = 0; i < 10; i++) {
            LocalDate from = FIRST.plusDays(random.nextInt(DAYS) - 1);
            assertCounts(
                    store,
                    from,
                    from.plusDays(random.nextInt(DAYS)),
                    List.of("1", "2", "1, 2").get(random.nextInt(3)));
        }
    }

    private void assertCounts(Store store, LocalDate from, LocalDate to, String events) {
        Select<Record2<byte[], byte[]>> rows =
                select(ONCE, TWICE)
                        .from(table(name("events", "buyers")))
                        .where(field(name("tenant_id"), SQLDataType.CLOB).eq("demo"))
                        .and(field(name("day"), SQLDataType.LOCALDATE).between(from, to))
                        .and("event_id in (" + events + ")");
        RepeatCounts counts = store.read("demo", dsl -> RepeatQueries.read(dsl, rows));
        assertThat(counts.once() + " | " + counts.twice())
                .as("%s to %s of %s, seed %d", from, to, events, seed)
                .isEqualTo(
                        mart.source.value(
                                """
                                select count(*), count(*) filter (where b.orders > 1)
                                from (
                                    select o.buyer_id, count(*) as orders
                                    from events.ticket_order as o
                                    inner join events.event as e on e.event_id = o.event_id
                                    where o.paid_at is not null and o.buyer_id is not null
                                        and o.event_id in (%s) and e.tenant_id = 'demo'
                                        and cast(timezone(e.timezone, o.paid_at) as date)
                                            between '%s' and '%s'
                                    group by o.buyer_id
                                ) as b
                                """
                                        .formatted(events, from, to)));
    }

    private void run() {
        assertThat(run(new RunRequest.Nightly(RunRequest.Verification.NEVER)).exitCode())
                .as("seed %d", seed)
                .isZero();
    }

    private RunReport verify(boolean repair) {
        return run(
                new RunRequest.Verify(
                        Optional.empty(), Optional.empty(), List.of("buyers"), repair));
    }

    private RunReport run(RunRequest request) {
        return new MartRunner(
                        Catalogue.loadWith(directory).mart("events"),
                        source(),
                        mart.storeSettings(),
                        Progress.SILENT)
                .run(request);
    }

    /** As a role that can only SELECT, which views of one's own demand. */
    private SourceSettings source() {
        return new SourceSettings(
                mart.source.url(),
                new Credentials(TestPostgres.READER, TestPostgres.READER),
                "events",
                Duration.ZERO,
                Duration.ofSeconds(1),
                Optional.empty());
    }

    private void view(String content) throws IOException {
        Files.createDirectories(directory.resolve("events"));
        Files.writeString(directory.resolve("events").resolve("view_buyers.sql"), content);
    }
}
