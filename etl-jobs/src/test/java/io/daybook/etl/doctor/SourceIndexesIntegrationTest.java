package io.daybook.etl.doctor;

import static io.daybook.etl.doctor.Finding.Status.OK;
import static io.daybook.etl.doctor.Finding.Status.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.database.Sql;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The indexes that the engine relies on, over tables and over the user's views. */
class SourceIndexesIntegrationTest {

    private final TestDatabase source = EventsMart.create().source;

    /** Worked out by hand from the headers of the views and source checks. */
    @Test
    void derivesTheIndexesFromTheCatalogue() {
        assertThat(NeededIndex.of(EventsMart.MART))
                .extracting(NeededIndex::toString)
                .containsExactlyInAnyOrder(
                        "event (event_id)",
                        "event (updated_at)",
                        "ticket_order (order_id)",
                        "ticket_order (updated_at)",
                        "ticket_order (event_id, paid_at)",
                        "ticket_order (paid_at)",
                        "ticket_order (event_id, cancelled_at)",
                        "ticket_order (cancelled_at)",
                        "ticket (ticket_id)",
                        "ticket (updated_at)",
                        "ticket (event_id, cancelled_at)",
                        "ticket (cancelled_at)",
                        "ticket (order_id)",
                        "refund (refund_id)",
                        "refund (updated_at)",
                        "refund (event_id, refunded_at)",
                        "refund (refunded_at)",
                        "refund (order_id)",
                        "answer (answer_id)",
                        "answer (updated_at)",
                        "answer (ticket_id)");
    }

    @Test
    void printsTheStatementOfAMissingOne() {
        assertThat(look("events").status()).isEqualTo(OK);
        source.execute("drop index events.ticket_order_event_id_paid_at");

        Finding missing = look("events");
        assertThat(missing.status()).isEqualTo(WARNING);
        assertThat(missing.found()).isEqualTo("missing: 1 of 21: ticket_order (event_id, paid_at)");
        assertThat(missing.statements())
                .containsExactly(
                        "create index concurrently on events.ticket_order (event_id, paid_at);");

        Patient.run(source, missing.statements());
        assertThat(look("events").status()).isEqualTo(OK);
    }

    @Test
    void countsAnIndexThatHasTheColumnsInFrontOnly() {
        source.execute("drop index events.ticket_order_id");
        source.execute("create index other on events.ticket (ticket_type, order_id)");
        assertThat(look("events").found()).isEqualTo("missing: 1 of 21: ticket (order_id)");
        source.execute("create index more on events.ticket (order_id, ticket_type)");
        assertThat(look("events").status()).isEqualTo(OK);
    }

    @Test
    void countsNoPartialIndexAndNoHashIndex() {
        source.execute("drop index events.ticket_order_id");
        source.execute("create index part on events.ticket (order_id) where status = 'valid'");
        source.execute("create index hashed on events.ticket using hash (order_id)");
        assertThat(look("events").found()).isEqualTo("missing: 1 of 21: ticket (order_id)");
    }

    @Test
    void makesAnInvalidIndexAnew() {
        source.execute(
                "update pg_index set indisvalid = false where indexrelid = 'events.ticket_order_id'::regclass");
        Finding missing = look("events");
        assertThat(missing.found()).isEqualTo("missing: 1 of 21: ticket (order_id), invalid");
        assertThat(missing.statements())
                .containsExactly(
                        "drop index concurrently events.ticket_order_id;",
                        "create index concurrently on events.ticket (order_id);");

        Patient.run(source, missing.statements());
        assertThat(look("events").status()).isEqualTo(OK);
    }

    @Test
    void makesNoIndexOfAPartitionedTableConcurrently() {
        source.execute(
                """
                drop table events.refund;
                create table events.refund (
                    refund_id bigint not null, order_id bigint not null, event_id bigint not null,
                    amount numeric not null, status text not null, refunded_at timestamptz not null,
                    updated_at timestamptz not null, primary key (refund_id, refunded_at)
                ) partition by range (refunded_at);
                create table events.refund_all partition of events.refund default;
                create index on events.refund (event_id, refunded_at);
                create index on events.refund (refunded_at);
                create index on events.refund (updated_at);
                """);
        Finding missing = look("events");
        assertThat(missing.statements())
                .containsExactly("create index on events.refund (order_id);");

        Patient.run(source, missing.statements());
        assertThat(look("events").status()).isEqualTo(OK);
    }

    /** Columns under other names and as expressions, a condition, and a view without rows. */
    @Test
    void looksThroughViewsOfOneTable() {
        source.execute(
                """
                drop index events.ticket_order_id;
                create table public.repaid (
                    id integer primary key, order_no integer, event_no integer, cents bigint,
                    repaid timestamp, changed timestamptz, is_test boolean);
                drop table events.refund, events.answer;
                create view events.refund as
                select cast(id as bigint) as refund_id, cast(order_no as bigint) as order_id,
                    cast(event_no as bigint) as event_id, cents / 100.0 as amount,
                    cast('succeeded' as text) as status,
                    repaid at time zone 'UTC' as refunded_at, changed as updated_at
                from public.repaid
                where not is_test;
                create view events.answer as
                select cast(null as bigint) as answer_id, cast(null as bigint) as event_id,
                    cast(null as bigint) as ticket_id, cast(null as text) as question,
                    cast(null as text) as value, cast(null as timestamptz) as updated_at
                where false;
                """);
        Finding missing = look("events");
        assertThat(missing.found())
                .startsWith("missing: 6 of 21: ")
                .contains(
                        "events.refund (event_id, refunded_at), a view over public.repaid",
                        "ticket (order_id)");
        assertThat(missing.statements())
                .containsExactlyInAnyOrder(
                        "create index concurrently on public.repaid (((id)::bigint));",
                        "create index concurrently on public.repaid (changed);",
                        "create index concurrently on public.repaid (((event_no)::bigint),"
                                + " ((repaid AT TIME ZONE 'UTC'::text)));",
                        "create index concurrently on public.repaid (((repaid AT TIME ZONE 'UTC'::text)));",
                        "create index concurrently on public.repaid (((order_no)::bigint));",
                        "create index concurrently on events.ticket (order_id);");

        Patient.run(source, missing.statements());
        assertThat(look("events"))
                .isEqualTo(Finding.ok("indexes", "the 21 that runs rely on are there"));
    }

    /** An index that serves one part of the question and is walked whole for the other. */
    @Test
    void isNotMisledByAnIndexThatBeginsWithAnotherColumn() {
        source.execute(
                """
                alter table events.refund rename to refund_beneath;
                create view events.refund as select * from events.refund_beneath;
                drop index events.refund_refunded_at;
                """);
        assertThat(look("events").statements())
                .containsExactly(
                        "create index concurrently on events.refund_beneath (refunded_at);");
    }

    /** The planner reaches the order by its key, and does without the index of its clock. */
    @Test
    void seesAnIndexThatAJoinDoesWithout() {
        source.execute(
                """
                create table public.sale (sale_id bigint primary key, sold_at timestamp);
                create table public.line (
                    line_id bigint primary key, sale_id bigint, event_id bigint, status text,
                    updated_at timestamptz);
                create index by_sold_at on public.sale ((sold_at at time zone 'UTC'));
                create index on public.line (event_id);
                create index on public.line (updated_at);
                create index on public.line (sale_id);
                drop table events.refund;
                create view events.refund as
                select l.line_id as refund_id, l.sale_id as order_id, l.event_id,
                    cast(1 as numeric) as amount, l.status,
                    s.sold_at at time zone 'UTC' as refunded_at, l.updated_at
                from public.line as l
                inner join public.sale as s on s.sale_id = l.sale_id;
                """);
        assertThat(look("events").statements()).isEmpty();
        source.execute("drop index by_sold_at");
        assertThat(look("events").statements())
                .containsExactly(
                        "create index concurrently on public.sale (((sold_at AT TIME ZONE 'UTC'::text)));");
    }

    /** Each branch needs an index of its own, and so does each partition. */
    @Test
    void looksAtEveryBranchOfAUnion() {
        source.execute(
                """
                alter table events.answer rename to answer_now;
                create table events.answer_then (like events.answer_now)
                    partition by range (answer_id);
                create table events.answer_1 partition of events.answer_then
                    for values from (0) to (1000);
                create table events.answer_2 partition of events.answer_then default;
                create index on events.answer_then (answer_id);
                create index on events.answer_then (updated_at);
                create index on events.answer_1 (ticket_id);
                create view events.answer as
                select * from events.answer_now union all select * from events.answer_then;
                """);
        Finding missing = look("events");
        assertThat(missing.found())
                .isEqualTo(
                        "missing: 1 of 21: events.answer (ticket_id), a view over events.answer_now,"
                                + " events.answer_then");
        assertThat(missing.statements())
                .containsExactly("create index concurrently on events.answer_2 (ticket_id);");

        Patient.run(source, missing.statements());
        assertThat(look("events").status()).isEqualTo(OK);
    }

    @Test
    void saysWhatNoIndexCanServe() {
        source.execute(
                """
                alter table events.refund rename to refund_beneath;
                create view events.refund as
                select r.refund_id, r.order_id, r.event_id, r.amount, r.status, r.refunded_at,
                    greatest(r.updated_at, o.updated_at) as updated_at
                from events.refund_beneath as r
                inner join events.ticket_order as o on o.order_id = r.order_id;
                """);
        Finding missing = look("events");
        assertThat(missing.found())
                .isEqualTo(
                        "missing: 1 of 21: events.refund (updated_at), a view over"
                                + " events.refund_beneath, events.ticket_order, put together from"
                                + " several tables or rows: no index can serve it");
        assertThat(missing.statements()).isEmpty();
        assertThat(missing.advice()).contains("docs/connect-your-database.md");
    }

    private Finding look(String schema) {
        try (Connection connection = source.connect()) {
            // as all sessions of Daybook
            Sql.execute(connection, "test", "set time zone 'UTC'");
            return new SourceIndexes(EventsMart.MART, schema, connection).finding();
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
