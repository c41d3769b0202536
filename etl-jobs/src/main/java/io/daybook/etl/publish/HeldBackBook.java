package io.daybook.etl.publish;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import java.sql.Connection;

/** Copies what this run holds back to {@code daybook.held_back}; what passed is taken off it. */
final class HeldBackBook {

    private static final String STAGE = "recording what is held back";

    private HeldBackBook() {}

    static void record(Connection store, String mart) {
        Sql.execute(
                store,
                STAGE,
                """
                delete from daybook.held_back as b
                where b.mart = %1$s and not exists (
                    select
                    from pg_temp.daybook_hold as h
                    where h.entity = b.entity and h.entity_id = b.entity_id
                        and h.tenant_id is not distinct from b.tenant_id
                        and h.day is not distinct from b.day)
                """
                        .formatted(text(mart)),
                """
                insert into daybook.held_back
                    (mart, tenant_id, entity, entity_id, day, reason, shrunk)
                select %1$s, tenant_id, entity, entity_id, day, min(reason), bool_and(shrunk)
                from pg_temp.daybook_hold
                group by tenant_id, entity, entity_id, day
                on conflict (mart, tenant_id, entity, entity_id, day)
                do update set reason = excluded.reason, shrunk = excluded.shrunk
                """
                        .formatted(text(mart)));
    }
}
