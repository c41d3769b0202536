package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A source that lost its history must not empty the tables: at least 100 stored rows of final days
 * that would become fewer than half are held back, exit 4.
 */
class ShrinkGuardIntegrationTest {

    private static final RunRequest VERIFY_AND_REPAIR =
            new RunRequest.Verify(Optional.empty(), Optional.empty(), List.of(), true);
    private static final RunRequest VERIFY_AND_SHRINK =
            new RunRequest.Verify(Optional.empty(), Optional.empty(), List.of(), true, true);

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void aPurgedHistoryIsHeldBackUntilItIsAllowed() {
        ordersOnDays(150);
        mart.run();
        List<String> before = StoreState.tables(mart);
        mart.change("delete from ticket_order where order_id > 10");

        RunReport guarded = mart.run(VERIFY_AND_REPAIR);

        assertThat(guarded.exitCode()).isEqualTo(4);
        assertThat(guarded.generation()).isEqualTo(2);
        assertThat(guarded.messages())
                .contains(
                        "event_daily_sales would keep 0 of the 140 stored rows of 140 days, 2024-01-12 to 2024-05-30:"
                                + " these days are held back (was the source purged? set events.source.floor;"
                                + " were the rows meant to go? run: daybook verify events --repair --allow-shrink)");
        assertThat(StoreState.tables(mart)).isEqualTo(before);

        RunReport night = mart.run();
        assertThat(night.exitCode()).as("it stays so, every night").isEqualTo(4);
        assertThat(StoreState.tables(mart)).isEqualTo(before);

        RunReport allowed = mart.run(VERIFY_AND_SHRINK);
        assertThat(allowed.exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
        assertThat(
                        mart.store.rows(
                                "select run_id from daybook.run where shrink_allowed order by run_id"))
                .containsExactly(String.valueOf(allowed.runId()));
        assertThat(mart.store.value("select count(*) from daybook.held_back")).isEqualTo("0");
    }

    @Test
    void restoredRowsPassByThemselves() {
        ordersOnDays(150);
        mart.run();
        mart.source.execute("create table kept as select * from events.ticket_order");
        mart.change("delete from ticket_order where order_id > 10");
        mart.run(VERIFY_AND_REPAIR);
        mart.change("insert into ticket_order select * from public.kept where order_id > 10");

        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
        assertThat(mart.store.value("select count(*) from daybook.held_back")).isEqualTo("0");
    }

    /** 100 rows to 50 is half; 100 to 49 is fewer. */
    @Test
    void halfOfTheRowsMayGo() {
        ordersOnDays(100);
        // two currencies a day could not be told apart by days: rows of one slice go and stay
        rows.event(2);
        mart.run();
        mart.change("delete from ticket_order where order_id > 50");
        // the days that stay differ, too, so that they are among the replaced ones
        mart.change("update ticket_order set amount = 11");
        assertThat(mart.run(VERIFY_AND_REPAIR).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void fewerThanHalfMayNot() {
        ordersOnDays(100);
        mart.run();
        mart.change("delete from ticket_order where order_id > 49");
        mart.change("update ticket_order set amount = 11");
        assertThat(mart.run(VERIFY_AND_REPAIR).exitCode()).isEqualTo(4);
        assertThat(mart.store.value("select sum(gross_amount) from events.event_daily_sales"))
                .as("nothing of these days is replaced, not even what stays")
                .isEqualTo("1000.0000");
    }

    @Test
    void ninetyNineRowsMayGo() {
        ordersOnDays(99);
        mart.run();
        mart.change("delete from ticket_order");
        assertThat(mart.run(VERIFY_AND_REPAIR).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    /** What is changing today is no history. */
    @Test
    void provisionalDaysMayShrink() {
        for (int event = 1; event <= 120; event++) {
            rows.event(event);
        }
        mart.change(
                """
                insert into ticket_order
                select n, n, null, 'pending', now(), now(), null, 10, 0, 0, clock_timestamp()
                from generate_series(1, 120) as n
                """);
        mart.run();
        mart.change("delete from ticket_order");
        assertThat(mart.run(VERIFY_AND_REPAIR).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    /** Other rows that are replaced in the same night must not outweigh the purged ones. */
    @Test
    void whatIsHeldBackIsJudgedByItself() {
        ordersOnDays(150);
        rows.event(2);
        mart.run();
        mart.change("delete from ticket_order");
        mart.run(VERIFY_AND_REPAIR);
        mart.change(
                """
                insert into ticket_order
                select 1000 + n, 2, null, 'pending', '2024-01-01',
                    timestamptz '2024-01-01T12:00Z' + n * interval '1 day', null, 10, 0, 0,
                    clock_timestamp()
                from generate_series(1, 400) as n
                """);

        assertThat(mart.run().exitCode()).isEqualTo(4);
        assertThat(
                        mart.store.rows(
                                "select event_id, count(*) from events.event_daily_sales group by event_id order by event_id"))
                .containsExactly("1 | 150", "2 | 400");
    }

    /** The directory must not lose an event whose days are kept. */
    @Test
    void aDeletedEventKeepsItsDirectoryRowAsLongAsItsDays() {
        ordersOnDays(150);
        rows.event(2);
        mart.run();
        mart.change("delete from ticket_order");
        mart.change("delete from event");
        assertThat(mart.run(VERIFY_AND_REPAIR).exitCode()).isEqualTo(4);
        assertThat(mart.store.rows("select event_id from events.event_directory order by event_id"))
                .containsExactly("1");
        assertThat(mart.run(VERIFY_AND_SHRINK).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
        assertThat(mart.store.value("select count(*) from daybook.entity_seen")).isEqualTo("0");
    }

    @Test
    void anotherSourceThatIsNearlyEmptyIsRefusedAsAWhole() {
        ordersOnDays(150);
        mart.run();
        List<String> before = StoreState.published(mart);
        EventsMart other = EventsMart.create();
        new EventsRows(other).event(2).order(20, 2, "paid_at=2024-01-11T12:00Z");
        EventsMart moved = mart.withSourceOf(other);

        assertThatThrownBy(moved::run)
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(4))
                .hasMessage(
                        "The source is another database than that of the last publication, and"
                                + " event_daily_sales would keep 1 of its 150 stored rows (nothing was"
                                + " published; if this is the database to build from, run: daybook run"
                                + " events --allow-shrink)");
        assertThat(StoreState.published(mart)).isEqualTo(before);

        assertThat(
                        moved.run(new RunRequest.Nightly(RunRequest.Verification.NEVER, true))
                                .exitCode())
                .isZero();
        assertThat(moved.differences()).isEmpty();
    }

    /** One order of event 1 a day, from 2024-01-02 on. */
    private void ordersOnDays(int days) {
        rows.event(1);
        mart.change(
                """
                insert into ticket_order
                select n, 1, null, 'pending', '2024-01-01',
                    timestamptz '2024-01-01T12:00Z' + n * interval '1 day', null, 10, 0, 0,
                    clock_timestamp()
                from generate_series(1, %d) as n
                """
                        .formatted(days));
    }
}
