package io.daybook.etl.source;

import static io.daybook.etl.engine.Literals.identifier;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.Contract;
import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** What a schema of the source holds, and the marker that says who made it. */
public record SourceSchema(Connection connection, String name) {

    /** The marker table: Daybook writes to no source schema that lacks it. */
    public static final String MARKER = "daybook_source";

    private static final String STAGE = "preparing the source";

    /** Who made the data, and when. */
    public record Marker(String madeBy, Instant madeAt) {}

    /** Everything in the schema that holds or shows rows. */
    public List<String> tables() {
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
                        .formatted(text(name)),
                row -> row.getString(1));
    }

    public Optional<Marker> marker() {
        if (!tables().contains(MARKER)) {
            return Optional.empty();
        }
        return Sql.query(
                        connection,
                        STAGE,
                        "select made_by, made_at from " + qualified(MARKER),
                        row ->
                                new Marker(
                                        row.getString(1),
                                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .stream()
                .findFirst();
    }

    /** Makes the schema if it is missing; unqualified names are in it until the commit. */
    public void create() {
        boolean exists =
                Sql.one(
                        connection,
                        STAGE,
                        "select exists (select from pg_namespace where nspname = %s)"
                                .formatted(text(name)),
                        row -> row.getBoolean(1));
        if (!exists) {
            Sql.execute(connection, STAGE, "create schema " + identifier(name));
        }
        Sql.execute(connection, STAGE, "set local search_path = " + identifier(name));
    }

    public void drop() {
        Sql.execute(connection, STAGE, "drop schema %s cascade".formatted(identifier(name)));
    }

    /** Makes the contract's empty tables, with their indexes. */
    public void createTables(Contract contract) {
        Sql.execute(connection, STAGE, contract.sql());
    }

    /** A table never analysed makes the first search for changes slow. */
    public void analyze(Contract.Table table) {
        Sql.execute(connection, STAGE, "analyze " + qualified(table.name()));
    }

    public void mark(String madeBy) {
        Sql.execute(
                connection,
                STAGE,
                "create table %s (made_by text not null, made_at timestamptz not null)"
                        .formatted(MARKER),
                "insert into %s values (%s, clock_timestamp())".formatted(MARKER, text(madeBy)));
    }

    public void grantReading(String role) {
        Sql.execute(
                connection,
                STAGE,
                "grant usage on schema %s to %s".formatted(identifier(name), identifier(role)),
                "grant select on all tables in schema %s to %s"
                        .formatted(identifier(name), identifier(role)));
    }

    public long rows(Contract.Table table) {
        return Sql.number(connection, STAGE, "select count(*) from " + qualified(table.name()));
    }

    /** The name of a table in this schema, for a statement. */
    public String qualified(String table) {
        return identifier(name) + "." + identifier(table);
    }
}
