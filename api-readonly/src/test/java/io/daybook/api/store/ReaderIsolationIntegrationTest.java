package io.daybook.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.testing.TestStore;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Walks the store's own catalogue, so that a table that a later migration adds is proved as well.
 * Connects as the reader itself, past the API.
 */
class ReaderIsolationIntegrationTest {

    private static TestDatabase database;

    /** Every relation of ours but those of the reader's three open ones, as schema.name. */
    private static List<String> relations;

    private static List<String> metricTables;

    @BeforeAll
    static void fillEveryMetricTableForTwoTenants() {
        database = TestStore.empty().database();
        relations =
                database.rows(
                        """
                        select n.nspname || '.' || c.relname
                        from pg_class as c inner join pg_namespace as n on n.oid = c.relnamespace
                        where n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
                            and c.relkind in ('r', 'p', 'v', 'm', 'f')
                        order by 1
                        """);
        metricTables = relations.stream().filter(name -> isOfAMart(name)).toList();
        for (String table : metricTables) {
            fill(table, "demo");
            fill(table, "acme");
            fill(table, "acme2");
        }
    }

    private static boolean isOfAMart(String relation) {
        return MartTables.schemas().stream()
                .anyMatch(mart -> relation.startsWith(mart.getName() + "."));
    }

    /** A row that fits whatever columns the table has. */
    private static void fill(String table, String tenant) {
        String values =
                database
                        .rows(
                                """
                                select case
                                    when column_name = 'tenant_id' then '''%s'''
                                    when data_type in ('bigint', 'integer', 'numeric') then '1'
                                    when data_type = 'date' then '''2026-03-01'''
                                    when data_type like 'timestamp%%' then '''2026-03-01'''
                                    when data_type = 'text' then '''x'''
                                    when data_type = 'bytea' then ''''''
                                    when data_type = 'boolean' then 'true' end
                                from information_schema.columns
                                where table_schema || '.' || table_name = '%s'
                                order by ordinal_position
                                """
                                        .formatted(tenant, table))
                        .stream()
                        .collect(Collectors.joining(", "));
        database.execute("insert into " + table + " values (" + values + ")");
    }

    @Test
    void knowsEveryMetricTable() {
        assertThat(metricTables)
                .containsExactlyElementsOf(
                        MartTables.schemas().stream()
                                .flatMap(Schema::tableStream)
                                .map(table -> table.getSchema().getName() + "." + table.getName())
                                .sorted()
                                .toList());
    }

    @Test
    void everyMetricTableHasForcedRowSecurity() {
        assertThat(
                        database.rows(
                                """
                                select n.nspname || '.' || c.relname
                                from pg_class as c
                                inner join pg_namespace as n on n.oid = c.relnamespace
                                where n.nspname in (%s) and c.relkind = 'r'
                                    and c.relrowsecurity and c.relforcerowsecurity
                                order by 1
                                """
                                        .formatted(
                                                MartTables.schemas().stream()
                                                        .map(mart -> "'" + mart.getName() + "'")
                                                        .collect(Collectors.joining(",")))))
                .isEqualTo(metricTables);
    }

    /**
     * Attack 41: without a setting, an empty or a strange one, nothing; with one, that tenant's.
     */
    @Test
    void showsTheSetTenantsRowsOnly() throws SQLException {
        try (Connection reader = reader()) {
            for (String table : metricTables) {
                assertThat(tenants(reader, table)).as(table).isEmpty();
                for (String tenant : List.of("", "*", "demo' or '1'='1", "DEMO", "demo ")) {
                    setTenant(reader, tenant);
                    assertThat(tenants(reader, table)).as(table + " " + tenant).isEmpty();
                }
                setTenant(reader, "demo");
                assertThat(tenants(reader, table)).as(table).containsExactly("demo");
                setTenant(reader, "acme");
                assertThat(tenants(reader, table)).as(table).containsExactly("acme");
                reader.rollback();
                assertThat(tenants(reader, table)).as(table + " afterwards").isEmpty();
                reader.rollback();
            }
        }
    }

    @Test
    void reachesBesideThemLedgerGenerationAndStateOnly() throws SQLException {
        try (Connection reader = reader()) {
            List<String> reached =
                    relations.stream()
                            .filter(name -> !isOfAMart(name))
                            .filter(name -> state(reader, "select 1 from " + name) == null)
                            .toList();
            assertThat(reached)
                    .containsExactly("daybook.generation", "daybook.ledger", "daybook.mart_state");
        }
        assertThat(
                        database.rows(
                                """
                                select table_name from information_schema.columns
                                where table_schema = 'daybook' and column_name = 'tenant_id'
                                    and table_name in ('generation', 'ledger', 'mart_state')
                                """))
                .isEmpty();
    }

    /**
     * Attack 40: by privilege, not by the transaction's mode, which any session could change.
     * Temporary tables, which PostgreSQL allows to every role, are a test of their own.
     */
    @Test
    void changesNothingThatIsStored() throws SQLException {
        try (Connection reader = reader()) {
            for (String table : relations) {
                for (String statement :
                        List.of(
                                "insert into %s default values",
                                "delete from %s",
                                "truncate %s",
                                "alter table %s add column x integer",
                                "drop table %s",
                                "create index on %s ((1))",
                                "lock table %s in exclusive mode")) {
                    String sql = statement.formatted(table);
                    assertThat(state(reader, sql)).as(sql).isEqualTo("42501");
                }
                String update = "update " + table + " set " + secondColumn(table) + " = null";
                assertThat(state(reader, update)).as(update).isEqualTo("42501");
            }
            for (String statement :
                    List.of(
                            "create table events.x (a integer)",
                            "create table daybook.x (a integer)",
                            "create table staging.x (a integer)",
                            "create table batch.x (a integer)",
                            "create table public.x (a integer)",
                            "create view public.x as select 1",
                            "create function public.x() returns integer language sql as 'select 1'",
                            "create schema x",
                            "create role x",
                            "set role " + TestPostgres.WRITER,
                            "set role " + TestPostgres.OWNER,
                            "copy events.event_totals from program 'true'",
                            "copy events.event_totals to '/tmp/x'",
                            "select pg_read_file('/etc/passwd')",
                            "select lo_import('/etc/passwd')",
                            "select daybook.protect('events.event_totals')")) {
                assertThat(state(reader, statement)).as(statement).isEqualTo("42501");
            }
        }
    }

    /** The statements of docs/operations.md; the writer needs such tables. */
    @Test
    void makesNoTemporaryTableWhereThatIsRevoked() throws SQLException {
        TestDatabase own = TestStore.empty().database();
        String temporary = "create temp table x (a integer)";
        try (Connection reader = own.connect(TestPostgres.READER, TestPostgres.READER)) {
            reader.setAutoCommit(false);
            assertThat(state(reader, temporary)).as("by PostgreSQL's default").isNull();
        }
        String name = own.value("select quote_ident(current_database())");
        own.execute(
                "revoke temporary on database %1$s from public; grant temporary on database %1$s to %2$s, %3$s"
                        .formatted(name, TestPostgres.OWNER, TestPostgres.WRITER));
        try (Connection reader = own.connect(TestPostgres.READER, TestPostgres.READER);
                Connection writer = own.connect(TestPostgres.WRITER, TestPostgres.WRITER)) {
            reader.setAutoCommit(false);
            writer.setAutoCommit(false);
            assertThat(state(reader, temporary)).isEqualTo("42501");
            assertThat(state(writer, temporary)).isNull();
        }
    }

    /** Attack 40: to switch the transaction's mode is allowed, and helps nothing. */
    @Test
    void aWritableTransactionWritesNothing() throws SQLException {
        try (Connection reader = reader()) {
            for (String table : relations) {
                assertThat(
                                state(
                                        reader,
                                        "set default_transaction_read_only = off;"
                                                + " set transaction read write; delete from "
                                                + table))
                        .as(table)
                        .isEqualTo("42501");
            }
        }
    }

    /**
     * The same from the catalogue's side, for whatever a later migration adds. Temporary tables,
     * which PostgreSQL lets everybody make for his own session, are not looked at.
     */
    @Test
    void holdsNoPrivilegeButSelect() {
        assertThat(
                        database.rows(
                                """
                                select n.nspname || '.' || c.relname
                                from pg_class as c
                                inner join pg_namespace as n on n.oid = c.relnamespace
                                where n.nspname <> 'information_schema'
                                    and n.nspname not like 'pg\\_%'
                                    and case c.relkind
                                        when 'S' then has_sequence_privilege(
                                            'daybook_reader', c.oid, 'usage, select, update')
                                        when 'i' then false
                                        else has_table_privilege('daybook_reader', c.oid,
                                            'insert, update, delete, truncate, references, trigger')
                                        or has_any_column_privilege('daybook_reader', c.oid,
                                            'insert, update, references')
                                        end
                                """))
                .isEmpty();
        assertThat(
                        database.rows(
                                """
                                select p.oid::regprocedure::text
                                from pg_proc as p
                                inner join pg_namespace as n on n.oid = p.pronamespace
                                where n.nspname <> 'information_schema'
                                    and n.nspname not like 'pg\\_%'
                                    and has_schema_privilege('daybook_reader', n.oid, 'usage')
                                    and has_function_privilege('daybook_reader', p.oid, 'execute')
                                """))
                .isEmpty();
        assertThat(
                        database.value(
                                """
                                select has_database_privilege(
                                    'daybook_reader', current_database(), 'create')::text
                                """))
                .isEqualTo("false");
    }

    /** Attack 42: a request that dies leaves no tenant behind on its connection. */
    @Test
    void aDeadRequestLeavesNoTenantBehind() {
        try (Store store = Store.open(database.url(), TestPostgres.READER, TestPostgres.READER)) {
            for (int round = 0; round < 20; round++) {
                assertThatThrownBy(
                                () ->
                                        store.read(
                                                "demo",
                                                dsl -> {
                                                    dsl.fetch("select * from events.event_totals");
                                                    throw new IllegalStateException("dies");
                                                }))
                        .hasMessage("dies");
                assertThat(
                                store.<Integer>read(
                                        dsl ->
                                                dsl.fetch("select * from events.event_totals")
                                                        .size()))
                        .isZero();
            }
        }
    }

    @Test
    void readsOneSnapshotReadOnly() {
        try (Store store = Store.open(database.url(), TestPostgres.READER, TestPostgres.READER)) {
            assertThat(
                            store.<String>read(
                                    dsl ->
                                            dsl.fetchValue("show transaction_isolation")
                                                    + ", read only "
                                                    + dsl.fetchValue("show transaction_read_only")))
                    .isEqualTo("repeatable read, read only on");
        }
    }

    private static Connection reader() throws SQLException {
        Connection connection = database.connect(TestPostgres.READER, TestPostgres.READER);
        connection.setAutoCommit(false);
        return connection;
    }

    private static void setTenant(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('daybook.tenant', ?, true)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
    }

    private static List<String> tenants(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select coalesce(string_agg(distinct tenant_id, ','), '') from "
                                        + table)) {
            rows.next();
            return rows.getString(1).isEmpty() ? List.of() : List.of(rows.getString(1).split(","));
        }
    }

    /** The SQLSTATE that a statement fails with, null when it succeeds; undone either way. */
    private static String state(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(sql);
                return null;
            } catch (SQLException exception) {
                return exception.getSQLState();
            } finally {
                connection.rollback();
            }
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static String secondColumn(String table) {
        return database.value(
                """
                select column_name from information_schema.columns
                where table_schema || '.' || table_name = '%s' and ordinal_position = 2
                """
                        .formatted(table));
    }
}
