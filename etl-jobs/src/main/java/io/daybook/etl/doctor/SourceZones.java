package io.daybook.etl.doctor;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.UnknownZones;
import io.daybook.etl.plan.EntityChanges;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.UnknownName;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The zones that a mart's entities use, and whether both servers know them alike. */
final class SourceZones {

    private static final String ENTITIES = "zones of entities";

    private final List<Input.Entity> entities;
    private final String schema;
    private final Connection connection;

    SourceZones(Mart mart, String schema, Connection connection) {
        this.entities =
                EntityChanges.entities(mart).stream()
                        .filter(entity -> entity.zone().isPresent())
                        .toList();
        this.schema = schema;
        this.connection = connection;
    }

    Finding unknown() {
        UnknownZones unknown = UnknownZones.read(connection, schema, entities);
        List<String> found = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        for (Input.Entity entity : entities) {
            for (Optional<String> zone : unknown.names(entity)) {
                found.add(
                        "%d rows of %s with %s"
                                .formatted(
                                        count(entity, zone),
                                        entity.table(),
                                        zone.map("zone "::concat).orElse("no zone")));
                statements.add(mend(entity, zone));
            }
        }
        return found.isEmpty()
                ? Finding.ok(ENTITIES, "all known to the source")
                : Finding.warning(
                        ENTITIES,
                        String.join("; ", found),
                        "They are held back. Give them an IANA zone, in the table beneath where"
                                + " this is a view:",
                        statements);
    }

    /** Compares what both servers know of the zones in use. */
    Finding compare(Connection store) {
        String now =
                Sql.one(
                        connection,
                        ServerZones.CHECK,
                        "select cast(clock_timestamp() as text)",
                        row -> row.getString(1));
        List<String> used = used();
        return ServerZones.compare(
                ServerZones.read(connection, used, now), ServerZones.read(store, used, now));
    }

    private List<String> used() {
        TreeSet<String> used = new TreeSet<>();
        for (Input.Entity entity : entities) {
            used.addAll(
                    Sql.query(
                            connection,
                            ServerZones.CHECK,
                            "select distinct e.%1$s from %2$s as e where e.%1$s is not null"
                                    .formatted(zone(entity), qualified(entity)),
                            row -> row.getString(1)));
        }
        return List.copyOf(used);
    }

    private long count(Input.Entity entity, Optional<String> zone) {
        return Sql.number(
                connection,
                ENTITIES,
                "select count(*) from %s as e where %s"
                        .formatted(qualified(entity), is(entity, zone)));
    }

    private String mend(Input.Entity entity, Optional<String> zone) {
        String better =
                zone.flatMap(name -> UnknownName.nearest(name, known())).orElse("<IANA name>");
        return "update %s set %s = %s, %s = clock_timestamp() where %s;"
                .formatted(
                        qualified(entity),
                        zone(entity),
                        Literals.text(better),
                        Mart.CHANGE_COLUMN,
                        is(entity, zone));
    }

    private List<String> known() {
        return Sql.query(
                connection,
                ENTITIES,
                "select name from pg_timezone_names where name like '%/%' order by name",
                row -> row.getString(1));
    }

    private static String is(Input.Entity entity, Optional<String> zone) {
        return zone.map(name -> zone(entity) + " = " + Literals.text(name))
                .orElse(zone(entity) + " is null");
    }

    private static String zone(Input.Entity entity) {
        return entity.zone().orElseThrow();
    }

    private String qualified(Input.Entity entity) {
        return Literals.identifier(schema) + "." + entity.table();
    }
}
