package io.daybook.api.testing;

import io.daybook.api.answer.MartViews;
import io.daybook.schema.Migrations;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.util.stream.Collectors;

/** A migrated store and the rows that tests put into it, as its superuser. */
public record TestStore(TestDatabase database) {

    /** The present definitions of a mart, as {@code case} branches by the view's name. */
    private static String versions(String mart) {
        return new MartViews(Catalogue.load().mart(mart))
                .versions().entrySet().stream()
                        .map(view -> "when '" + view.getKey() + "' then '" + view.getValue() + "'")
                        .collect(Collectors.joining(" ", "case table_name ", " end"));
    }

    public static TestStore empty() {
        return new TestStore(TestPostgres.server().createStore());
    }

    /** Publishes the mart events. */
    public TestStore published(long generation, String asOf, String firstDay, String lastDay) {
        return published("events", generation, asOf, firstDay, lastDay);
    }

    /**
     * Publishes a mart as of an instant (horizon a minute before): all views built whole, the daily
     * ones with a ledger row for each of these days; notifies as the writer does.
     */
    public TestStore published(
            String mart, long generation, String asOf, String firstDay, String lastDay) {
        database.execute(
                """
                insert into daybook.generation
                    (mart, generation, run_id, as_of, horizon, snapshot, source_identity)
                values ('%7$s', %1$d, %1$d, '%2$s', timestamptz '%2$s' - interval '1 minute',
                    's', 'i');
                insert into daybook.mart_state values (
                    '%7$s', '%5$s', %1$d, '%2$s', timestamptz '%2$s' - interval '1 minute',
                    timestamptz '%2$s' + interval '1 minute', 'published', 0)
                on conflict (mart) do update
                set generation = excluded.generation, as_of = excluded.as_of;
                select pg_notify('daybook_publication', '%7$s %1$d');
                insert into daybook.ledger
                select '%7$s', table_name, null, %6$s, %1$d, '%2$s', 1, '%2$s'
                from information_schema.tables where table_schema = '%7$s'
                on conflict do nothing;
                insert into daybook.ledger
                select '%7$s', table_name, day, %6$s, %1$d, '%2$s', 1, '%2$s'
                from information_schema.columns
                cross join generate_series(date '%3$s', date '%4$s', interval '1 day') as day
                where table_schema = '%7$s' and column_name = 'day'
                on conflict do nothing
                """
                        .formatted(
                                generation,
                                asOf,
                                firstDay,
                                lastDay,
                                Migrations.VERSION,
                                versions(mart),
                                mart));
        return this;
    }

    /** Runs statements with unqualified names in the schema of the mart events. */
    public TestStore with(String statements) {
        return with("events", statements);
    }

    /** The same in the schema of that mart. */
    public TestStore with(String mart, String statements) {
        database.execute(statements, mart);
        return this;
    }
}
