package io.daybook.cli.readers;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.time.Duration;
import java.util.Optional;

/**
 * A source of which every figure follows from the number of the generation: in generation {@code n}
 * each of two events has one order on each of 20 days, of {@code n} tickets and an amount of {@code
 * 10 n}, and every ticket's gender is male when {@code n} is odd, else female.
 */
final class EvenMart {

    static final int DAYS = 20;

    private static final Mart MART = Catalogue.load().mart("events");

    private final TestDatabase source = TestPostgres.server().createDatabase();
    private final TestDatabase store = TestPostgres.server().createStore();
    private int tickets;

    EvenMart() {
        source.execute("create schema events");
        source.execute(MART.contract().sql(), "events");
        source.execute(
                """
                insert into event (event_id, tenant_id, name, timezone, currency, starts_at, status, updated_at)
                values (1, 'acme', 'One', 'UTC', 'EUR', '2199-01-01 00:00Z', 'live', now()),
                    (2, 'acme', 'Two', 'UTC', 'EUR', '2198-12-31 00:00Z', 'live', now());
                insert into ticket_order (order_id, event_id, status, ordered_at, paid_at, amount,
                    tax_amount, fee_amount, updated_at)
                select 100 * e.event_id + d.day, e.event_id, 'paid', p.paid_at, p.paid_at, 0, 0, 0, now()
                from event as e
                cross join generate_series(1, %d) as d (day)
                cross join lateral (
                    select timestamptz '2023-12-31 12:00Z' + d.day * interval '1 day') as p (paid_at);
                """
                        .formatted(DAYS),
                "events");
    }

    TestDatabase store() {
        return store;
    }

    /** Changes every order, ticket and answer in one transaction, and publishes that. */
    long publishNext() {
        tickets++;
        source.execute(
                """
                update ticket_order set amount = amount + 10, updated_at = clock_timestamp();
                insert into ticket (ticket_id, order_id, event_id, ticket_type, price, status, updated_at)
                select 1000 * order_id + %1$d, order_id, event_id, 'standard', 10, 'valid', clock_timestamp()
                from ticket_order;
                insert into answer (answer_id, event_id, ticket_id, question, updated_at)
                select ticket_id, event_id, ticket_id, 'gender', clock_timestamp()
                from ticket
                where ticket_id %% 1000 = %1$d;
                update answer set value = '%2$s', updated_at = clock_timestamp();
                """
                        .formatted(tickets, gender(tickets)),
                "events");
        RunReport report =
                new MartRunner(MART, sourceSettings(), storeSettings(), Progress.SILENT)
                        .run(new RunRequest.Nightly(RunRequest.Verification.NEVER));
        return Optional.ofNullable(report.generation()).orElseThrow();
    }

    static String gender(long generation) {
        return generation % 2 == 1 ? "male" : "female";
    }

    private SourceSettings sourceSettings() {
        return new SourceSettings(
                source.url(),
                new Credentials(source.user(), source.password()),
                "events",
                Duration.ZERO,
                Duration.ofHours(1),
                Optional.empty());
    }

    private StoreSettings storeSettings() {
        return new StoreSettings(
                store.url(),
                Optional.empty(),
                new Credentials(TestPostgres.WRITER, TestPostgres.WRITER),
                TestPostgres.READER);
    }
}
