package io.daybook.etl.engine;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.Input;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Zone names in the source that its server does not know, per entity table; a missing name, which a
 * contract met by views cannot rule out, is one of them. A single one would end a whole statement,
 * so every statement drops the entities that carry one, and they are held back.
 */
public final class UnknownZones {

    private final Map<String, Unknown> unknownByTable;

    /** The names in the column of one table. */
    private record Unknown(String column, List<Optional<String>> names) {
        static final Unknown NONE = new Unknown("", List.of());
    }

    private UnknownZones(Map<String, Unknown> unknownByTable) {
        this.unknownByTable = Map.copyOf(unknownByTable);
    }

    /** Drops nothing: for statements that are only shown. */
    public static UnknownZones none() {
        return new UnknownZones(Map.of());
    }

    /** Reads them within the snapshot's transaction. */
    public static UnknownZones read(Connection source, String schema, List<Input.Entity> entities) {
        Map<String, Unknown> unknownByTable = new HashMap<>();
        for (Input.Entity entity : entities) {
            entity.zone()
                    .ifPresent(
                            zone ->
                                    unknownByTable.computeIfAbsent(
                                            entity.table(),
                                            table ->
                                                    new Unknown(
                                                            zone,
                                                            unknown(source, schema, table, zone))));
        }
        return new UnknownZones(unknownByTable);
    }

    private static List<Optional<String>> unknown(
            Connection source, String schema, String table, String zone) {
        return Sql.query(
                source,
                "reading zones",
                """
                select distinct e.%1$s
                from %2$s.%3$s as e
                where e.%1$s is null
                    or e.%1$s not in (select name from pg_timezone_names)
                """
                        .formatted(zone, Literals.identifier(schema), table),
                row -> Optional.ofNullable(row.getString(1)));
    }

    /**
     * The condition that keeps entities with a known zone; empty when all are known. It holds for a
     * view that asks for no zone, too: what is held back is held back in every view.
     */
    List<String> condition(Input.Entity entity) {
        Unknown unknown = unknown(entity);
        if (unknown.names().isEmpty()) {
            return List.of();
        }
        return List.of(
                "%1$s is not null and %1$s <> all (%2$s)"
                        .formatted(
                                unknown.column(),
                                Literals.texts(
                                        unknown.names().stream()
                                                .flatMap(Optional::stream)
                                                .toList())));
    }

    /** The unknown names in that entity's table; empty stands for a missing name. */
    public List<Optional<String>> names(Input.Entity entity) {
        return unknown(entity).names();
    }

    private Unknown unknown(Input.Entity entity) {
        return unknownByTable.getOrDefault(entity.table(), Unknown.NONE);
    }
}
