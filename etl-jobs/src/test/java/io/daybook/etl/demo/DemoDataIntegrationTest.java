package io.daybook.etl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

class DemoDataIntegrationTest {

    private static final Mart EVENTS = Catalogue.load().mart("events");
    private static final Mart VENUES = Catalogue.load().mart("venues");
    private static final Instant NOW = Instant.parse("2026-11-21T11:00:00Z");

    private final TestDatabase source = TestPostgres.server().createDatabase();
    private final DemoData demo =
            new DemoData(source.url(), new Credentials(source.user(), source.password()));

    @Test
    void makesDataThatTheReaderMaySee() {
        DemoReport report = demo.make(EVENTS, "events", request(false));
        assertThat(report.made()).isTrue();
        assertThat(report.rows().keySet())
                .containsExactly("answer", "event", "refund", "ticket", "ticket_order");
        assertThat(report.rows().get("event")).isEqualTo(40);
        assertThat(report.rows().get("ticket_order")).isPositive();
        assertThat(source.value("select made_by from events.daybook_source")).isEqualTo("demo");
        assertThat(
                        source.value(
                                "select has_table_privilege('%s', 'events.answer', 'select')"
                                        .formatted(TestPostgres.READER)))
                .isEqualTo("t");
        assertThat(
                        source.value(
                                "select max(updated_at) <= timestamptz '%s' from events.ticket_order"
                                        .formatted(NOW)))
                .isEqualTo("t");
    }

    @Test
    void keepsWhatItFinds() {
        DemoReport first = demo.make(EVENTS, "events", request(false));
        source.execute("delete from events.answer");
        DemoReport second = demo.make(EVENTS, "events", request(false));
        assertThat(second.made()).isFalse();
        assertThat(second.madeAt()).isEqualTo(first.madeAt());
        assertThat(second.rows().get("answer")).isZero();
    }

    @Test
    void makesTheSameDataAgainAfterAReset() {
        DemoReport first = demo.make(EVENTS, "events", request(false));
        String sum = source.value("select sum(amount) from events.ticket_order");
        source.execute("delete from events.answer");
        DemoReport second = demo.make(EVENTS, "events", request(true));
        assertThat(second.made()).isTrue();
        assertThat(second.rows()).isEqualTo(first.rows());
        assertThat(source.value("select sum(amount) from events.ticket_order")).isEqualTo(sum);
    }

    @Test
    void refusesTablesThatItDidNotMake() {
        source.execute("create schema events; create table events.ticket_order (order_id bigint)");
        for (boolean reset : new boolean[] {false, true}) {
            assertThatThrownBy(() -> demo.make(EVENTS, "events", request(reset)))
                    .isInstanceOfSatisfying(
                            RunFailure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(2))
                    .hasMessage(
                            "The source schema events holds tables that demo did not make:"
                                    + " ticket_order (expected none, or demo's own). Nothing was"
                                    + " changed; give demo an empty database, or use your tables"
                                    + " with daybook run events.");
        }
        assertThat(source.value("select count(*) from events.ticket_order")).isEqualTo("0");
    }

    @Test
    void doesNotDropATableThatWasAddedToItsOwn() {
        demo.make(EVENTS, "events", request(false));
        source.execute("create table events.notes (note text)");
        assertThatThrownBy(() -> demo.make(EVENTS, "events", request(true)))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("did not make: notes (");
        assertThat(source.value("select count(*) from events.notes")).isEqualTo("0");
    }

    @Test
    void doesNotResetWhatSomethingElseMarked() {
        demo.make(EVENTS, "events", request(false));
        source.execute("update events.daybook_source set made_by = 'import'");
        assertThatThrownBy(() -> demo.make(EVENTS, "events", request(true)))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("did not make: answer, daybook_source, event, ");
    }

    /** At a later hour there are more rows; what was there keeps ids, amounts and instants. */
    @Test
    void makesVenuesWhoseBookingsGoTwoWeeksAheadAndOnlyGrowWithinADay() {
        DemoReport morning = demo.make(VENUES, "venues", at(NOW));
        assertThat(morning.rows()).containsEntry("venue", 6L).containsEntry("sport", 8L);
        assertThat(
                        source.value(
                                """
                                select count(distinct tenant_id), count(distinct timezone),
                                    count(distinct currency)
                                from venues.venue
                                """))
                .isEqualTo("2 | 3 | 2");
        // nothing but a start is later than the clock
        assertThat(
                        source.value(
                                """
                                select max(b.created_at) <= timestamptz '%1$s',
                                    max(b.updated_at) <= timestamptz '%1$s',
                                    max(cast(b.starts_at as date)) - date '2026-11-21' between 10 and 15,
                                    (select max(updated_at) <= timestamptz '%1$s'
                                        from venues.transaction)
                                from venues.booking as b
                                """
                                        .formatted(NOW)))
                .isEqualTo("t | t | t | t");
        assertThat(
                        source.rows(
                                """
                                select distinct status from venues.booking
                                union
                                select distinct type || ' ' || status from venues.transaction
                                order by 1
                                """))
                .contains(
                        "Booking Dispute",
                        "Booking Failed",
                        "Booking Refunded",
                        "Coaching Success",
                        "Completed",
                        "No-Show");
        String early = "select booking_id, starts_at, slots, member_id from venues.booking";
        source.execute("create table public.morning as " + early);

        demo.make(VENUES, "venues", at(NOW.plus(6, ChronoUnit.HOURS)));

        assertThat(
                        source.value(
                                "select count(*) from (table public.morning except %s) as gone"
                                        .formatted(early)))
                .isEqualTo("0");
        assertThat(
                        source.value(
                                "select count(*) > (select count(*) from public.morning)"
                                        + " from venues.booking"))
                .isEqualTo("t");
    }

    @Test
    void usesTheSchemaThatTheMartIsReadFrom() {
        source.execute("create schema \"Ticketing\"");
        assertThat(demo.make(EVENTS, "Ticketing", request(false)).schema()).isEqualTo("Ticketing");
        assertThat(source.value("select count(*) from \"Ticketing\".event")).isEqualTo("40");
    }

    private static DemoRequest at(Instant now) {
        return new DemoRequest(60, BigDecimal.ONE, now, true, TestPostgres.READER);
    }

    private static DemoRequest request(boolean reset) {
        return new DemoRequest(10, new BigDecimal("0.2"), NOW, reset, TestPostgres.READER);
    }
}
