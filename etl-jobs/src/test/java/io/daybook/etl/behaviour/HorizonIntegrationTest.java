package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.PlanReport;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The instant before which no change can still be under way in the source. */
class HorizonIntegrationTest {

    private static final RunRequest RUN = new RunRequest.Nightly(RunRequest.Verification.NEVER);

    /** Sees the source's tables, but not other sessions' transactions. */
    private static final String BLIND = "daybook_test_blind";

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void isTheStartOfTheOldestOpenTransaction() throws SQLException {
        rows.event(1);
        try (Connection open = mart.source.connect();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("select");
            Instant began =
                    instant(
                            "select xact_start from pg_stat_activity"
                                    + " where datname = current_database()"
                                    + " and state = 'idle in transaction'");

            mart.run();

            assertThat(publishedHorizon()).isEqualTo(began);
        }
        RunReport report = mart.run();
        assertThat(publishedHorizon())
                .isAfter(report.asOf().minus(Duration.ofMinutes(1)))
                .isBeforeOrEqualTo(report.asOf());
    }

    /** A run of another mart reads the same source for hours; it writes nothing there. */
    @Test
    void isNotHeldBackByOurOwnReadingSessions() throws SQLException {
        rows.event(1);
        try (Connection reading = Databases.source(mart.sourceSettings());
                Statement statement = reading.createStatement()) {
            reading.setAutoCommit(false);
            statement.execute("select 1");
            Instant began =
                    instant(
                            "select xact_start from pg_stat_activity"
                                    + " where datname = current_database()"
                                    + " and state = 'idle in transaction'");

            mart.run();

            assertThat(publishedHorizon()).isAfter(began);
        }
    }

    @Test
    void ofAPreparedTransactionIsAsEarlyAsTheLongestOneMayHaveBegun() throws SQLException {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        try (Connection connection = mart.source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "update events.ticket_order set amount = 99, updated_at = clock_timestamp()");
            statement.execute("prepare transaction 'two-phase'");
            connection.commit();
        }
        Instant prepared =
                instant(
                        "select prepared from pg_prepared_xacts where database = current_database()");

        mart.run();
        assertThat(publishedHorizon()).isEqualTo(prepared.minus(Duration.ofHours(1)));
        finish("commit prepared 'two-phase'");
        mart.run();

        assertThat(mart.store.value("select gross_amount from events.event_daily_sales"))
                .isEqualTo("99.0000");
    }

    @Test
    void ofARoleThatSeesNoTransactionsIsTheLongestTransactionAgo() throws SQLException {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.source.execute(
                """
                do $$ begin
                    if not exists (select from pg_roles where rolname = '%1$s') then
                        create role %1$s login password '%1$s';
                    end if;
                end $$;
                grant usage on schema events to %1$s;
                grant select on all tables in schema events to %1$s;
                """
                        .formatted(BLIND));
        Hearing hearing = new Hearing();

        RunReport report = blind(hearing).run(RUN);

        assertThat(hearing.messages)
                .containsExactly(
                        "The source does not show open transactions (grant pg_read_all_stats to"
                                + " Daybook's role there): changes are looked for 1h back"
                                + " (source.longest-transaction).");
        Duration back = Duration.between(publishedHorizon(), report.asOf());
        assertThat(back).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
        PlanReport plan = blind(new Hearing()).plan();
        assertThat(plan.messages()).isEqualTo(hearing.messages);

        // a transaction that this role cannot see is caught all the same
        try (Connection late = mart.source.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute(
                    "update events.ticket_order set amount = 99, updated_at = clock_timestamp()");
            blind(new Hearing()).run(RUN);
            late.commit();
        }
        blind(new Hearing()).run(RUN);
        assertThat(mart.store.value("select gross_amount from events.event_daily_sales"))
                .isEqualTo("99.0000");
    }

    private MartRunner blind(Hearing hearing) {
        SourceSettings settings = mart.sourceSettings();
        return new MartRunner(
                EventsMart.MART,
                new SourceSettings(
                        settings.url(),
                        new Credentials(BLIND, BLIND),
                        settings.schema(),
                        settings.overlap(),
                        settings.longestTransaction(),
                        Optional.empty()),
                mart.storeSettings(),
                hearing);
    }

    private Instant publishedHorizon() {
        return parse(mart.store.value("select horizon from daybook.mart_state"));
    }

    private Instant instant(String query) {
        return parse(mart.source.value(query));
    }

    private static Instant parse(String text) {
        return OffsetDateTime.parse(text.replace(' ', 'T') + ":00").toInstant();
    }

    private void finish(String command) throws SQLException {
        try (Connection connection = mart.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
