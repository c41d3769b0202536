package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.database.Databases;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL itself guarantees, on which the store and the reading of the source rest. */
class StoreTablesIntegrationTest {

    private static final String DOUBLE =
            """
            delete from events.event_directory where event_id = 9;
            insert into events.event_directory (tenant_id, event_id, name, timezone, currency, status)
            values ('acme', 9, 'Event 9', 'UTC', 'EUR', 'live');
            """;

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @BeforeEach
    void publish() {
        rows.event(1).event(2, "tenant_id=bravo").order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
    }

    @Test
    void everyMetricTableHasAKeyThatRefusesARowWithoutTenantAndARowTwice() {
        for (View view :
                Catalogue.load().marts().stream().flatMap(m -> m.views().stream()).toList()) {
            String table = view.mart() + "." + view.stem();
            assertThat(
                            mart.store.rows(
                                    """
                                    select a.attname
                                    from pg_index as i
                                    cross join unnest(i.indkey) with ordinality as k (attnum, place)
                                    join pg_attribute as a
                                        on a.attrelid = i.indrelid and a.attnum = k.attnum
                                    where i.indrelid = '%s'::regclass and i.indisprimary
                                        and a.attnotnull
                                    order by k.place
                                    """
                                            .formatted(table)))
                    .as(table)
                    .isEqualTo(view.grain());
        }
        assertThat(
                        sqlState(
                                mart.store.connect(),
                                "update events.event_directory set tenant_id = null"))
                .isEqualTo("23502");
        assertThat(
                        sqlState(
                                mart.store.connect(),
                                "insert into events.event_daily_sales select * from events.event_daily_sales"))
                .isEqualTo("23505");
    }

    /** Without the lock two writers of one slice would double it, were it not for the key. */
    @Test
    void twoWritersOfOneSliceWithoutALockCannotDoubleIt() throws Exception {
        try (Connection first = mart.store.connect(TestPostgres.WRITER, TestPostgres.WRITER);
                Statement statement = first.createStatement()) {
            first.setAutoCommit(false);
            statement.execute(DOUBLE);
            CompletableFuture<String> second =
                    CompletableFuture.supplyAsync(
                            () ->
                                    sqlState(
                                            mart.store.connect(
                                                    TestPostgres.WRITER, TestPostgres.WRITER),
                                            DOUBLE));
            // it has deleted nothing, as it cannot see the row, and waits for the key
            mart.store.awaitLockWait();
            first.commit();

            assertThat(second.join()).isEqualTo("23505");
        } catch (CompletionException exception) {
            throw new IllegalStateException(exception);
        }
        assertThat(mart.store.rows("select from events.event_directory where event_id = 9"))
                .hasSize(1);
    }

    /** The rows of both tenants, by the owner and by the reader through either kind of view. */
    @Test
    void rowSecurityIsForcedAndNothingThatWouldBypassItIsGrantedToTheReader() throws SQLException {
        String everybody = "acme\nbravo";
        mart.store.execute(
                """
                create view events.plain as select tenant_id from events.event_directory;
                create materialized view events.stored as
                select tenant_id from events.event_directory;
                create view events.invoking with (security_invoker) as
                select tenant_id from events.event_directory;
                """);
        assertThat(asReader("select tenant_id from events.event_directory order by 1", "acme"))
                .isEqualTo("acme");
        for (String relation : List.of("plain", "stored", "invoking")) {
            assertThat(asReader("select tenant_id from events." + relation, "acme"))
                    .as(relation)
                    .isEqualTo("42501");
        }
        // why: granted, two of the three would show all tenants
        mart.store.execute(
                "grant select on events.plain, events.stored, events.invoking to "
                        + TestPostgres.READER);
        assertThat(asReader("select tenant_id from events.plain order by 1", "acme"))
                .isEqualTo(everybody);
        assertThat(asReader("select tenant_id from events.stored order by 1", "acme"))
                .isEqualTo(everybody);
        assertThat(asReader("select tenant_id from events.invoking order by 1", "acme"))
                .isEqualTo("acme");
    }

    /** Read-only is a default that any session may lift: only a missing grant stops a writer. */
    @Test
    void theSourceSessionIsReadOnlyAndItsRoleNeedsNoMore() throws SQLException {
        String role = Sources.readerOfStatistics(mart);
        Sources.runAs(role, mart);
        assertThat(mart.differences()).isEmpty();
        String delete = "delete from events.ticket_order";
        assertThat(sqlState(Databases.source(mart.sourceSettings()), delete)).isEqualTo("25006");
        assertThat(
                        sqlState(
                                Databases.source(mart.sourceSettings()),
                                "create temp table probe (id bigint)"))
                .isEqualTo("25006");
        assertThat(
                        sqlState(
                                Databases.source(mart.sourceSettings()),
                                "set default_transaction_read_only = off",
                                delete))
                .as("a superuser's session")
                .isEmpty();
        assertThat(
                        sqlState(
                                mart.source.connect(role, role),
                                "set default_transaction_read_only = off",
                                delete))
                .as("a reader's session")
                .isEqualTo("42501");
    }

    private String asReader(String query, String tenant) throws SQLException {
        try (Connection connection = mart.store.connect(TestPostgres.READER, TestPostgres.READER);
                Statement statement = connection.createStatement()) {
            statement.execute("set daybook.tenant = '%s'".formatted(tenant));
            StringBuilder lines = new StringBuilder();
            try (var result = statement.executeQuery(query)) {
                while (result.next()) {
                    lines.append(lines.isEmpty() ? "" : "\n").append(result.getString(1));
                }
            }
            return lines.toString();
        } catch (SQLException exception) {
            return exception.getSQLState();
        }
    }

    /** The state in which the last of the statements fails, each in a transaction of its own. */
    private static String sqlState(Connection opened, String... statements) {
        try (Connection connection = opened;
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < statements.length - 1; i++) {
                statement.execute(statements[i]);
            }
            SQLException failure =
                    catchThrowableOfType(
                            SQLException.class,
                            () -> statement.execute(statements[statements.length - 1]));
            return failure == null ? "" : failure.getSQLState();
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
