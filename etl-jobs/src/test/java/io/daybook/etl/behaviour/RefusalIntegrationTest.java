package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.database.DatabaseUnavailable;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a run refuses to do, in which words and with which exit code. */
class RefusalIntegrationTest {

    private static final LocalDate DAY = LocalDate.of(2024, 1, 10);
    private static final RunRequest RUN = new RunRequest.Nightly(RunRequest.Verification.NEVER);

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void backfillAndVerificationOfAMartNeverPublished() {
        for (RunFailure failure :
                List.of(
                        failure(() -> mart.backfill(DAY, DAY)),
                        failure(() -> mart.verify(false)),
                        failure(() -> mart.verify(true)))) {
            assertThat(failure.exitCode()).isEqualTo(2);
            assertThat(failure)
                    .hasMessage(
                            "Mart events was never published: the first build is always whole"
                                    + " (nothing was changed; run: daybook run events)");
        }
        assertThat(mart.store.rows("select from daybook.run")).isEmpty();
    }

    @Test
    void aViewThatDoesNotExistNamesTheNearest() {
        mart.run();

        RunFailure failure =
                failure(
                        () ->
                                mart.run(
                                        new RunRequest.Backfill(
                                                DAY,
                                                DAY,
                                                List.of("event_daily_sale"),
                                                Optional.empty())));

        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("event_daily_sales");
    }

    @Test
    void theSecondLauncherNamesTheHolder() {
        rows.event(1);
        mart.run();
        List<RunFailure> refused = new ArrayList<>();
        Hearing hearing =
                new Hearing()
                        .at(
                                "compute",
                                1,
                                () -> {
                                    refused.add(failure(mart::run));
                                    refused.add(failure(() -> mart.backfill(DAY, DAY)));
                                    refused.add(failure(() -> mart.verify(false)));
                                    // neither takes the lock
                                    mart.plan();
                                });

        mart.runner(hearing).run(RUN);

        assertThat(refused)
                .hasSize(3)
                .allSatisfy(
                        failure -> {
                            assertThat(failure.exitCode()).isEqualTo(75);
                            assertThat(failure)
                                    .hasMessageMatching(
                                            "Mart events is busy: daybook run events \\(server"
                                                    + " process \\d+, since [-0-9T:]+Z\\) holds its"
                                                    + " lock \\(nothing was changed; try again when"
                                                    + " it is done\\)");
                        });
        assertThat(mart.store.value("select count(*) from daybook.run")).isEqualTo("2");
    }

    @Test
    void anUnreachableSourceIsNamedWithoutItsParameters() {
        DatabaseUnavailable unavailable =
                new DatabaseUnavailable(
                        "source",
                        "jdbc:postgresql://127.0.0.1:1/shop?password=secret",
                        new SQLException("Connection refused"));

        assertThat(unavailable)
                .hasMessage(
                        "Cannot connect to the source at jdbc:postgresql://127.0.0.1:1/shop:"
                                + " Connection refused (nothing was changed; check that it runs and"
                                + " that url, user and password are right)");
    }

    /** The server shows the writer nothing of another role's session but its pid. */
    @Test
    void aHolderOfAnotherRoleIsNamedByItsServerProcess() throws SQLException {
        try (Connection migrator = mart.store.connect();
                Statement statement = migrator.createStatement()) {
            statement.execute("select pg_advisory_lock(1145133378, hashtext('events'))");

            RunFailure failure = failure(mart::run);

            assertThat(failure.exitCode()).isEqualTo(75);
            assertThat(failure)
                    .hasMessageMatching(
                            "Mart events is busy: a session of another role \\(server process"
                                    + " \\d+\\) holds its lock \\(nothing was changed; try again"
                                    + " when it is done\\)");
        }
    }

    @Test
    void aRunThatLostItsPlacePublishesNothing() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
        List<String> before = StoreState.published(mart);
        Hearing hearing =
                new Hearing()
                        .at(
                                "publish",
                                1,
                                () ->
                                        mart.store.execute(
                                                "update daybook.fence set token = token + 1"));

        RunFailure failure = failure(() -> mart.runner(hearing).run(RUN));

        assertThat(failure)
                .hasMessageMatching(
                        "This run of events lost its place: it holds fencing number 2, the newest"
                                + " is 3 \\(nothing of it was published; .*\\)");
        assertThat(StoreState.published(mart)).isEqualTo(before);
        assertThat(StoreState.lastRun(mart)).startsWith("run | failed | ");
        mart.run();
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void contractDriftIsNamedAllAtOnce() {
        rows.event(1);
        mart.run();
        mart.change(
                """
                alter table refund drop column status;
                alter table ticket_order alter column buyer_id type text;
                alter table event alter column name drop not null;
                alter table event alter column currency type text;
                drop table answer;
                """);

        for (RunFailure failure : List.of(failure(mart::run), failure(mart::plan))) {
            assertThat(failure.exitCode()).isEqualTo(4);
            assertThat(failure)
                    .hasMessage(
                            """
                            The source does not meet the contract of events (sql/events/contract.sql); nothing was changed:
                              events.event.name: may be null (expected not null)
                              events.event.currency: type text (expected character(3))
                              events.ticket_order.buyer_id: type text (expected bigint)
                              events.refund.status: missing (expected text)
                              events.answer: missing (expected a table or view that this role may read)"""
                                    .stripTrailing());
        }
        assertThat(mart.store.value("select count(*) from daybook.run")).isEqualTo("1");
    }

    private static RunFailure failure(ThrowingCallable callable) {
        RunFailure failure = catchThrowableOfType(RunFailure.class, callable);
        assertThat(failure).as("a RunFailure").isNotNull();
        return failure;
    }
}
