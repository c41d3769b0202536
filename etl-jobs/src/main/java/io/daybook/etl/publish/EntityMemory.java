package io.daybook.etl.publish;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.plan.Part;
import io.daybook.etl.plan.Plan;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/**
 * Keeps {@code daybook.entity_seen}: what the views use of each entity, as published.
 *
 * <p>An entity that is held back, or changed while one of its slices is, is forgotten: some of its
 * rows are older, so it counts as changed until all of it is published. So is one that the source
 * lacks while rows name it: what changed meanwhile is found when it returns.
 */
final class EntityMemory {

    private static final String STAGE = "remembering entities";

    private final Mart mart;
    private final Map<String, MetricTable> tables;
    private final Connection store;

    EntityMemory(Mart mart, Map<String, MetricTable> tables, Connection store) {
        this.mart = mart;
        this.tables = tables;
        this.store = store;
    }

    /** Brings the memory up to date with this publication. */
    void record(Plan plan) {
        Sql.execute(
                store,
                STAGE,
                """
                insert into daybook.entity_seen (mart, entity, entity_id, seen)
                select %1$s, e.entity, e.entity_id, e.seen
                from pg_temp.daybook_entity as e
                where not exists (%2$s)
                on conflict (mart, entity, entity_id) do update set seen = excluded.seen
                where entity_seen.seen is distinct from excluded.seen
                """
                        .formatted(text(mart.name()), forgotten("e")),
                """
                delete from daybook.entity_seen as e
                where e.mart = %1$s and exists (%2$s)
                """
                        .formatted(text(mart.name()), forgotten("e")),
                """
                delete from daybook.entity_seen as e
                using pg_temp.daybook_missing as m
                where e.mart = %1$s and e.entity = m.entity and e.entity_id = m.entity_id
                """
                        .formatted(text(mart.name())));
        readWhole(plan).forEach(this::forgetVanished);
    }

    private String forgotten(String alias) {
        return """
        select
        from pg_temp.daybook_hold as h
        left join pg_temp.daybook_entity as n
            on n.entity = h.entity and n.entity_id = h.entity_id
        left join daybook.entity_seen as s
            on s.mart = %1$s and s.entity = h.entity and s.entity_id = h.entity_id
        where h.entity = %2$s.entity and h.entity_id = %2$s.entity_id
            and (h.day is null or (n.seen is not null and n.seen is distinct from s.seen))
        """
                .formatted(text(mart.name()), alias);
    }

    /** Only a run that has read all entities knows which ones the source no longer has. */
    private List<View> readWhole(Plan plan) {
        return mart.sourceViews().stream()
                .filter(view -> view.entity().orElseThrow().directory())
                .filter(
                        view ->
                                plan.parts(view.stem()).stream()
                                        .anyMatch(part -> part.shape() == Part.Shape.WHOLE))
                .toList();
    }

    /**
     * The difference is made once, for itself: the planner takes a table that was just filled for a
     * small one, and would compare every entity with every other.
     */
    private void forgetVanished(View directory) {
        Sql.execute(
                store,
                STAGE,
                """
                with vanished as materialized (
                    select entity_id
                    from daybook.entity_seen
                    where mart = %1$s and entity = %2$s
                    except
                    select %3$s
                    from %4$s
                )
                delete from daybook.entity_seen as s
                using vanished as v
                where s.mart = %1$s and s.entity = %2$s and s.entity_id = v.entity_id
                """
                        .formatted(
                                text(mart.name()),
                                text(directory.entity().orElseThrow().table()),
                                directory.key(),
                                tables.get(directory.stem()).name()));
    }
}
