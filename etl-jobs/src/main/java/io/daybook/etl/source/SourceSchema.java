package io.daybook.etl.demo;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.Contract;
import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** What a schema of the source holds, and the marker that says who made it. */
record SourceSchema(Connection connection, String name) {

    /** The marker table: Daybook writes to no source schema that lacks it. */
    static final String MARKER = "daybook_source";

    private static final String STAGE = "demo data";

    /** Who made the data, and when. */
    record Marker(String madeBy, Instant madeAt) {}

    /** Everything in the schema that holds or shows rows. */
    List<String> tables() {
        return Sql.query(
                connection,
                STAGE,
                """
                select c.relname
                from pg_class as c
                join pg_namespace as n on n.oid = c.relnamespace
                where n.nspname = %s and c.relkind in ('r', 'p', 'v', 'm', 'f')
                order by c.relname
                """
                        .formatted(literal(name)),
                row -> row.getString(1));
    }

    Optional<Marker> marker() {
        if (!tables().contains(MARKER)) {
            return Optional.empty();
        }
        return Sql.query(
                        connection,
                        STAGE,
                        "select made_by, made_at from %s.%s".formatted(quoted(name), MARKER),
                        row ->
                                new Marker(
                                        row.getString(1),
                                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .stream()
                .findFirst();
    }

    void create() {
        boolean exists =
                Sql.one(
                        connection,
                        STAGE,
                        "select exists (select from pg_namespace where nspname = %s)"
                                .formatted(literal(name)),
                        row -> row.getBoolean(1));
        if (!exists) {
            Sql.execute(connection, STAGE, "create schema " + quoted(name));
        }
        Sql.execute(connection, STAGE, "set local search_path = " + quoted(name));
    }

    void drop() {
        Sql.execute(connection, STAGE, "drop schema %s cascade".formatted(quoted(name)));
    }

    void mark(String madeBy) {
        Sql.execute(
                connection,
                STAGE,
                "create table %s (made_by text not null, made_at timestamptz not null)"
                        .formatted(MARKER),
                "insert into %s values (%s, clock_timestamp())".formatted(MARKER, literal(madeBy)));
    }

    void grantReading(String role) {
        Sql.execute(
                connection,
                STAGE,
                "grant usage on schema %s to %s".formatted(quoted(name), quoted(role)),
                "grant select on all tables in schema %s to %s"
                        .formatted(quoted(name), quoted(role)));
    }

    long rows(Contract.Table table) {
        return Sql.number(
                connection,
                STAGE,
                "select count(*) from %s.%s".formatted(quoted(name), quoted(table.name())));
    }

    static String literal(String text) {
        return DSL.using(SQLDialect.POSTGRES).renderInlined(DSL.inline(text));
    }

    private static String quoted(String identifier) {
        return DSL.using(SQLDialect.POSTGRES).render(DSL.quotedName(identifier));
    }
}
