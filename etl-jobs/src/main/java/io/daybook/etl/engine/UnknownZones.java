package io.daybook.etl.engine;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.Input;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Zone names in the source that its server does not know, per entity table. One of them would end a
 * whole statement, so every statement drops the entities that carry one, and they are held back.
 */
public final class UnknownZones {

    private final Map<String, List<String>> namesByTable;

    private UnknownZones(Map<String, List<String>> namesByTable) {
        this.namesByTable = Map.copyOf(namesByTable);
    }

    /** Drops nothing: for statements that are only shown. */
    public static UnknownZones none() {
        return new UnknownZones(Map.of());
    }

    /** Reads them within the snapshot's transaction. */
    public static UnknownZones read(Connection source, String schema, List<Input.Entity> entities) {
        Map<String, List<String>> namesByTable = new HashMap<>();
        for (Input.Entity entity : entities) {
            entity.zone()
                    .ifPresent(
                            zone ->
                                    namesByTable.computeIfAbsent(
                                            entity.table(),
                                            table -> unknown(source, schema, table, zone)));
        }
        return new UnknownZones(namesByTable);
    }

    private static List<String> unknown(
            Connection source, String schema, String table, String zone) {
        return Sql.query(
                source,
                "reading zones",
                """
                select distinct e.%1$s
                from %2$s.%3$s as e
                where e.%1$s is not null
                    and e.%1$s not in (select name from pg_timezone_names)
                """
                        .formatted(zone, Literals.identifier(schema), table),
                row -> row.getString(1));
    }

    /** The condition that keeps entities with a known zone; empty when all are known. */
    List<String> condition(Input.Entity entity) {
        List<String> conditions = new ArrayList<>();
        entity.zone()
                .filter(zone -> !names(entity).isEmpty())
                .ifPresent(
                        zone ->
                                conditions.add(
                                        zone + " <> all (" + Literals.texts(names(entity)) + ")"));
        return conditions;
    }

    /** The unknown names in that entity's table. */
    public List<String> names(Input.Entity entity) {
        return namesByTable.getOrDefault(entity.table(), List.of());
    }
}
