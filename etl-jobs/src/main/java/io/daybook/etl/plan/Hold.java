package io.daybook.etl.plan;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.CopyStream;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.UnknownZones;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/**
 * What this run holds back: slices keep their last good rows, entities (day null) are left out
 * altogether. A temporary table of the run's store session; the publication copies it to {@code
 * daybook.held_back}.
 */
public final class Hold {

    private static final String STAGE = "holding back";

    private final Connection store;

    public Hold(Connection store) {
        this.store = store;
        Sql.execute(
                store,
                STAGE,
                "drop table if exists pg_temp.daybook_hold",
                """
                create temp table daybook_hold (
                    entity text not null,
                    tenant_id text,
                    entity_id bigint not null,
                    day date,
                    reason text not null,
                    shrunk boolean not null default false)
                """);
    }

    /** Holds back the entities whose zone the source does not know. */
    public void addUnknownZones(
            Connection source, String schema, Mart mart, UnknownZones unknownZones) {
        for (Input.Entity entity : EntityChanges.entities(mart)) {
            for (Optional<String> zone : unknownZones.names(entity)) {
                CopyStream.copy(
                        source,
                        """
                        select cast(%s as text), cast(tenant_id as text), cast(%s as bigint),
                            cast(%s as text)
                        from %s.%s
                        where %s is not distinct from %s
                        """
                                .formatted(
                                        text(entity.table()),
                                        entity.key(),
                                        text(zone.map(Hold::unknown).orElse("zone is missing")),
                                        Literals.identifier(schema),
                                        entity.table(),
                                        entity.zone().orElseThrow(),
                                        text(zone.orElse(null))),
                        store,
                        "pg_temp.daybook_hold",
                        List.of("entity", "tenant_id", "entity_id", "reason"));
            }
        }
    }

    private static String unknown(String zone) {
        return "zone " + zone + " is unknown to the source";
    }

    /** Adds what a query over the store returns as tenant_id, entity_id, day and reason. */
    public void add(View view, String query) {
        Sql.execute(
                store,
                STAGE,
                """
                insert into pg_temp.daybook_hold (entity, tenant_id, entity_id, day, reason)
                select %1$s, f.tenant_id, f.entity_id, f.day, min(f.reason)
                from (%2$s) as f
                where not exists (
                    select
                    from pg_temp.daybook_hold as h
                    where h.entity = %1$s and h.entity_id = f.entity_id
                        and h.day is not distinct from f.day)
                group by f.tenant_id, f.entity_id, f.day
                """
                        .formatted(text(view.entity().orElseThrow().table()), query));
    }

    /** Holds back what the guard against a shrunken source names. */
    public void addShrunk(View view, String slices, String reason) {
        Sql.execute(
                store,
                STAGE,
                """
                insert into pg_temp.daybook_hold (entity, tenant_id, entity_id, day, reason, shrunk)
                select distinct %1$s, d.tenant_id, d.%2$s, d.day, %3$s, true
                from %4$s as d
                """
                        .formatted(
                                text(view.entity().orElseThrow().table()),
                                view.key(),
                                text(reason),
                                slices));
    }

    /** Whether this run holds nothing back. */
    public static boolean isEmpty(Connection store) {
        return Sql.one(
                store,
                STAGE,
                "select not exists (select from pg_temp.daybook_hold)",
                row -> row.getBoolean(1));
    }

    /**
     * The condition under which a slice of {@code alias} is held back: its entity as a whole, or
     * the entity's day in whichever view of the mart it was found.
     */
    public static String condition(View view, String alias) {
        String day = view.daily() ? " or h.day = " + alias + ".day" : "";
        return "exists (select from pg_temp.daybook_hold as h where h.entity = %s and h.entity_id = %s.%s and (h.day is null%s))"
                .formatted(text(view.entity().orElseThrow().table()), alias, view.key(), day);
    }
}
