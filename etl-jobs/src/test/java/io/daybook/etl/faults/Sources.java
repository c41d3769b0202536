package io.daybook.etl.faults;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.testing.TestDatabase;
import java.time.Duration;
import java.util.Optional;

/** Other ways to reach a mart's source: as another role, at another server, over views. */
final class Sources {

    static final RunRequest RUN = new RunRequest.Nightly(RunRequest.Verification.NEVER);

    private Sources() {}

    /**
     * A role that may only read the mart's tables: it sees nothing of other sessions' transactions.
     */
    static String reader(EventsMart mart) {
        String role = "reader_of_" + mart.source.name();
        mart.source.execute(
                """
                create role %1$s login password '%1$s';
                grant usage on schema events to %1$s;
                grant select on all tables in schema events to %1$s;
                """
                        .formatted(role));
        return role;
    }

    /** The same, and allowed to see other sessions' transactions. */
    static String readerOfStatistics(EventsMart mart) {
        String role = reader(mart);
        mart.source.execute("grant pg_read_all_stats to " + role);
        return role;
    }

    /** Runs the mart with a source role made by {@link #reader}. */
    static RunReport runAs(String role, EventsMart mart) {
        return runner(mart, role, Duration.ofHours(1), Progress.SILENT).run(RUN);
    }

    static MartRunner runner(
            EventsMart mart, String role, Duration longestTransaction, Progress progress) {
        return new MartRunner(
                EventsMart.MART,
                new SourceSettings(
                        mart.source.url(),
                        new Credentials(role, role),
                        "events",
                        Duration.ZERO,
                        longestTransaction,
                        Optional.empty()),
                mart.storeSettings(),
                progress);
    }

    /** The mart through views in the schema {@code app}, so that a test may put one in between. */
    static EventsMart overViews(TestDatabase source) {
        source.execute(
                """
                create schema app;
                create view app.event as select * from events.event;
                create view app.ticket_order as select * from events.ticket_order;
                create view app.ticket as select * from events.ticket;
                create view app.refund as select * from events.refund;
                create view app.answer as select * from events.answer;
                """);
        return EventsMart.over(source, "app");
    }
}
