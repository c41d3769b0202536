package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.behaviour.Hearing;
import io.daybook.etl.behaviour.StoreState;
import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The source is a streaming standby; what it is asked for, changes are made on its primary. */
@Tag("long")
class StandbyIntegrationTest {

    private static Standby servers;

    private EventsMart mart;
    private EventsRows rows;

    @BeforeAll
    static void start() throws IOException, SQLException {
        servers = Standby.start();
    }

    @AfterAll
    static void stop() throws IOException {
        servers.close();
    }

    @BeforeEach
    void publish() {
        TestDatabase primary = servers.primary();
        primary.execute("drop schema if exists events cascade; create schema events");
        primary.execute(EventsMart.MART.contract().sql(), "events");
        mart = EventsMart.over(primary, "events");
        rows = new EventsRows(mart);
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        servers.catchUp();
        runOnStandby();
    }

    @Test
    void aRunReadsTheStandbyAndSaysHowFarBackItLooks() {
        mart.change("update ticket_order set amount = 99, updated_at = clock_timestamp()");
        servers.catchUp();

        RunReport report = runOnStandby();

        assertThat(mart.differences()).isEmpty();
        assertThat(report.messages())
                .containsExactly(
                        "The source is a standby, which cannot see the primary's open transactions:"
                                + " changes are looked for 1h back (source.longest-transaction).");
        assertThat(mart.store.value("select as_of - horizon from daybook.mart_state"))
                .isEqualTo("01:00:00");
        assertThat(onStandby(Progress.SILENT).run(VERIFY).exitCode()).isZero();
        assertThat(servers.standby().value("select pg_is_in_recovery()")).isEqualTo("t");
    }

    /** 150 of 1,000 days change: two sessions read them, or a second message would say why not. */
    @Test
    void aSecondSessionJoinsTheSnapshotOfAStandby() {
        rows.orderEachDay(11, 1, LocalDate.of(2021, 1, 12), 1_000);
        servers.catchUp();
        runOnStandby();
        mart.change(
                """
                update ticket_order
                set amount = case when order_id <= 160 then 2 else amount end,
                    updated_at = clock_timestamp()
                        - case when order_id <= 160 then interval '0' else interval '2 hours' end
                """);
        servers.catchUp();

        RunReport report = runOnStandby();

        assertThat(report.messages()).singleElement().asString().startsWith("The source is a sta");
        assertThat(report.views())
                .filteredOn(view -> view.view().equals("event_daily_sales"))
                .singleElement()
                .satisfies(
                        view -> {
                            assertThat(view.shape()).isEqualTo("slices");
                            assertThat(view.slices()).isEqualTo(151);
                        });
        assertThat(mart.differences()).isEmpty();
    }

    /** The standby shows no transaction of the primary, neither an open nor a prepared one. */
    @Test
    void aRowStampedEarlyOnThePrimaryIsNotLost() throws SQLException {
        try (Connection late = mart.source.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("update events.ticket_order set amount = 99, updated_at = now()");
            rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
            servers.catchUp();
            runOnStandby();
            assertThat(amounts()).containsExactly("2024-01-10 | 10.0000", "2024-01-11 | 10.0000");
            late.commit();
        }
        servers.catchUp();

        runOnStandby();

        assertThat(amounts()).containsExactly("2024-01-10 | 99.0000", "2024-01-11 | 10.0000");
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void aStandbyThatLagsGivesAnAsOfOfItsReplay() {
        servers.standby().value("select pg_wal_replay_pause()");
        try {
            String replayed = servers.standby().value("select pg_last_xact_replay_timestamp()");
            rows.order(11, 1, "paid_at=2024-01-11T12:00Z");

            runOnStandby();

            assertThat(amounts()).containsExactly("2024-01-10 | 10.0000");
            assertThat(mart.store.value("select as_of from daybook.mart_state"))
                    .isEqualTo(replayed);
        } finally {
            servers.standby().value("select pg_wal_replay_resume()");
        }
        servers.catchUp();

        runOnStandby();

        assertThat(amounts()).containsExactly("2024-01-10 | 10.0000", "2024-01-11 | 10.0000");
    }

    /** What was published from the primary is younger than what a lagging standby can show. */
    @Test
    void aStandbyBehindThePublicationIsRefusedUntilItHasCaughtUp() {
        servers.standby().value("select pg_wal_replay_pause()");
        List<String> before;
        try {
            rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
            mart.run();
            before = StoreState.published(mart);

            RunFailure failure = catchThrowableOfType(RunFailure.class, this::runOnStandby);

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageContaining("The source shows itself as of ")
                    .hasMessageContaining("nothing was changed");
            assertThat(StoreState.published(mart)).isEqualTo(before);
        } finally {
            servers.standby().value("select pg_wal_replay_resume()");
        }
        // something for the standby to replay that is younger than the publication
        mart.change("update ticket_order set amount = 99, updated_at = clock_timestamp()");
        servers.catchUp();

        runOnStandby();

        assertThat(amounts()).containsExactly("2024-01-10 | 99.0000", "2024-01-11 | 99.0000");
        assertThat(mart.differences()).isEmpty();
    }

    /** The primary vacuums a row version that the run's snapshot on the standby still sees. */
    @Test
    void aConflictWithTheReplayEndsTheRunWithAdviceAndTheNextOneIsWhole() {
        rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
        servers.catchUp();
        List<String> before = StoreState.published(mart);
        patience("0");
        Hearing hearing = new Hearing().at("compute", 1, this::removeWhatTheSnapshotSees);
        try {
            RunFailure failure =
                    catchThrowableOfType(
                            RunFailure.class, () -> onStandby(hearing).run(Sources.RUN));

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageContaining("conflict with recovery")
                    .hasMessageContaining("max_standby_streaming_delay")
                    .hasMessageContaining("hot_standby_feedback");
            assertThat(StoreState.published(mart)).isEqualTo(before);
        } finally {
            patience("30s");
        }
        runOnStandby();
        assertThat(mart.differences()).isEmpty();
    }

    private void removeWhatTheSnapshotSees() {
        mart.change("update ticket_order set amount = amount + 1, updated_at = clock_timestamp()");
        try (Connection connection = mart.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum events.ticket_order");
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
        servers.catchUp();
    }

    /** How long the standby lets a reader keep it from replaying. */
    private static void patience(String delay) {
        try (Connection connection = servers.standby().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set max_standby_streaming_delay = '" + delay + "'");
            statement.execute("select pg_reload_conf()");
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static final io.daybook.etl.run.RunRequest VERIFY =
            new io.daybook.etl.run.RunRequest.Verify(
                    Optional.empty(), Optional.empty(), List.of(), false);

    private RunReport runOnStandby() {
        return onStandby(Progress.SILENT).run(Sources.RUN);
    }

    private MartRunner onStandby(Progress progress) {
        TestDatabase standby = servers.standby();
        return new MartRunner(
                EventsMart.MART,
                new SourceSettings(
                        standby.url(),
                        new Credentials(standby.user(), standby.password()),
                        "events",
                        Duration.ZERO,
                        Duration.ofHours(1),
                        Optional.empty()),
                mart.storeSettings(),
                progress);
    }

    private List<String> amounts() {
        return mart.store.rows(
                "select day, gross_amount from events.event_daily_sales order by day");
    }
}
