package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.behaviour.StoreState;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that has no room for what a run needs: the run fails, what was published stands. */
@Tag("connections")
class LimitsIntegrationTest {

    private static final String NO_ROOM =
            "alter role %1$s in database %2$s set temp_file_limit = '64kB';"
                    + "alter role %1$s in database %2$s set work_mem = '64kB'";

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void aSourceWithoutRoomForTemporaryFilesIsToldWithViewAndPart() {
        rows.event(1);
        addOrdersOfTwoYears();
        String role = Sources.reader(mart);
        mart.source.execute(NO_ROOM.formatted(role, mart.source.name()));

        RunFailure failure =
                catchThrowableOfType(RunFailure.class, () -> Sources.runAs(role, mart));

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure)
                .hasMessageMatching(
                        "(?s)Computing event_(daily_sales|sales_quarter_hour) \\(whole, first"
                                + " build\\) failed \\(nothing of this run was published\\): .*")
                .hasMessageContaining("temporary file size exceeds \"temp_file_limit\" (64kB)")
                .hasMessageEndingWith(
                        "The server has no room for this statement's temporary files (raise"
                                + " temp_file_limit or work_mem of Daybook's role there, and run it"
                                + " again)");
        assertThat(mart.store.rows("select from daybook.generation")).isEmpty();
        mart.source.execute(
                "alter role %s in database %s reset all".formatted(role, mart.source.name()));
        assertThat(Sources.runAs(role, mart).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void aStoreWithoutRoomForTemporaryFilesKeepsWhatWasPublished() {
        rows.event(1);
        mart.run();
        addOrdersOfTwoYears();
        List<String> before = StoreState.published(mart);
        mart.store.execute(NO_ROOM.formatted(TestPostgres.WRITER, mart.store.name()));

        RunFailure failure = catchThrowableOfType(RunFailure.class, mart::run);

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("temp_file_limit");
        assertThat(StoreState.published(mart)).isEqualTo(before);
        mart.store.execute(
                "alter role %s in database %s reset all"
                        .formatted(TestPostgres.WRITER, mart.store.name()));
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    /** As the server reports it, half way through what is inserted. */
    @Test
    void aFullDiskOfTheStoreKeepsWhatWasPublished() {
        rows.event(1);
        mart.run();
        addOrdersOfTwoYears();
        List<String> before = StoreState.published(mart);
        mart.store.execute(
                """
                create function events.full() returns trigger language plpgsql as $$
                begin
                    if new.day = date '2023-01-01' then
                        raise exception 'could not extend file: No space left on device'
                            using errcode = 'disk_full';
                    end if;
                    return new;
                end $$;
                create trigger full_disk before insert on events.event_daily_sales
                    for each row execute function events.full();
                """);

        RunFailure failure = catchThrowableOfType(RunFailure.class, mart::run);

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure)
                .hasMessageContaining("No space left on device")
                .hasMessageEndingWith(
                        "The server's disk is full (make room there, and run it again)");
        assertThat(StoreState.published(mart)).isEqualTo(before);
        mart.store.execute("drop trigger full_disk on events.event_daily_sales");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    private void addOrdersOfTwoYears() {
        mart.change(
                """
                insert into ticket_order
                    (order_id, event_id, status, ordered_at, paid_at, amount, tax_amount,
                        fee_amount, updated_at)
                select n, 1, 'paid', now(),
                    timestamptz '2022-01-01 00:00Z' + n * interval '30 minutes', n, 0, 0,
                    clock_timestamp()
                from generate_series(1, 30000) as n
                """);
    }
}
