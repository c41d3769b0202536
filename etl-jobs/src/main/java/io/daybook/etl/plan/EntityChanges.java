package io.daybook.etl.plan;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.CopyStream;
import io.daybook.etl.engine.Literals;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which entities changed in a column that a view uses.
 *
 * <p>A changed row of an entity counts only when a used column differs from the value last
 * published ({@code daybook.entity_seen}): a new name costs the directory row, not the history.
 */
public final class EntityChanges {

    private static final String STAGE = "reading entities";

    private final Mart mart;
    private final Connection store;
    private final Map<String, Used> usedByTable;

    public EntityChanges(Mart mart, Connection store) {
        this.mart = mart;
        this.store = store;
        this.usedByTable = used(mart);
        Sql.execute(
                store,
                STAGE,
                "drop table if exists pg_temp.daybook_entity",
                """
                create temp table daybook_entity (
                    entity text not null,
                    entity_id bigint not null,
                    seen jsonb not null,
                    marked boolean not null,
                    primary key (entity, entity_id))
                """);
    }

    /** The entity of every table of the mart that one or more views declare as such. */
    public static List<Input.Entity> entities(Mart mart) {
        Map<String, Input.Entity> byTable = new LinkedHashMap<>();
        for (View view : mart.sourceViews()) {
            view.entity()
                    .ifPresent(
                            entity ->
                                    byTable.merge(
                                            entity.table(),
                                            entity,
                                            (a, b) -> a.zone().isPresent() ? a : b));
        }
        return List.copyOf(byTable.values());
    }

    /**
     * Reads the used columns of entities from the source.
     *
     * @param since changes at or after it are marked; empty: all entities count as marked
     * @param all whether to read the unmarked ones too
     */
    void read(Connection source, String schema, Optional<Instant> since, boolean all) {
        for (Map.Entry<String, Used> entry : usedByTable.entrySet()) {
            String table = entry.getKey();
            Used used = entry.getValue();
            String marked = since.map(instant -> marked(table, used, instant)).orElse("true");
            CopyStream.copy(
                    source,
                    "select distinct on (e.%2$s) cast(%1$s as text), cast(e.%2$s as bigint), %3$s, %4$s from %5$s.%6$s as e where e.%2$s is not null%7$s"
                            .formatted(
                                    text(table),
                                    used.key(),
                                    used.json(),
                                    marked,
                                    Literals.identifier(schema),
                                    table,
                                    all || since.isEmpty() ? "" : " and " + marked),
                    store,
                    "pg_temp.daybook_entity",
                    List.of("entity", "entity_id", "seen", "marked"));
        }
    }

    /** Changed since, or held back and therefore looked at in every run. */
    private String marked(String table, Used used, Instant since) {
        String changed = "e.%s >= %s".formatted(Mart.CHANGE_COLUMN, Literals.instant(since));
        List<Long> heldBack = heldBack(table);
        return heldBack.isEmpty()
                ? changed
                : "(%s or e.%s = any (%s))".formatted(changed, used.key(), Literals.ids(heldBack));
    }

    /** The marked entities that are new or differ in a column that the view uses. */
    List<Long> of(View view) {
        return differing(view, "n.marked");
    }

    /** The entities that differ although nothing marks them: what they left is drift. */
    List<Long> unmarked(View view) {
        return differing(view, "not n.marked");
    }

    private List<Long> differing(View view, String condition) {
        Input.Entity entity = view.entity().orElseThrow();
        return Sql.query(
                store,
                STAGE,
                """
                select n.entity_id
                from pg_temp.daybook_entity as n
                left join daybook.entity_seen as s
                    on s.mart = %1$s and s.entity = n.entity and s.entity_id = n.entity_id
                where n.entity = %2$s and %4$s
                    and (s.seen is null or exists (
                        select
                        from jsonb_object_keys(n.seen) as c (name)
                        where c.name in (%3$s)
                            and (not jsonb_exists(s.seen, c.name)
                                or s.seen ->> c.name is distinct from n.seen ->> c.name)))
                order by n.entity_id
                """
                        .formatted(
                                text(mart.name()),
                                text(entity.table()),
                                entity.uses().stream()
                                        .map(Literals::text)
                                        .collect(Collectors.joining(", ")),
                                condition),
                row -> row.getLong(1));
    }

    /** Of one table, the entities of which anything is held back, to be looked at in every run. */
    private List<Long> heldBack(String table) {
        return Sql.query(
                store,
                STAGE,
                """
                select distinct entity_id
                from daybook.held_back
                where mart = %s and entity = %s
                """
                        .formatted(text(mart.name()), text(table)),
                row -> row.getLong(1));
    }

    private static Map<String, Used> used(Mart mart) {
        Map<String, Used> used = new LinkedHashMap<>();
        for (View view : mart.sourceViews()) {
            view.entity()
                    .ifPresent(
                            entity ->
                                    used.computeIfAbsent(
                                                    entity.table(),
                                                    table ->
                                                            new Used(
                                                                    entity.key(),
                                                                    new LinkedHashSet<>()))
                                            .columns()
                                            .addAll(entity.uses()));
        }
        return used;
    }

    private record Used(String key, Set<String> columns) {
        /** An object of the used columns as text; the session's zone is UTC. */
        String json() {
            List<String> pairs = new ArrayList<>();
            for (String column : columns) {
                pairs.add("%s, cast(e.%s as text)".formatted(text(column), column));
            }
            return "jsonb_build_object(" + String.join(", ", pairs) + ")";
        }
    }
}
