package io.daybook.etl.plan;

import static io.daybook.etl.engine.Literals.day;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Savepoint;
import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.CopyStream;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;

/**
 * The plan's tables in the store: parts, and the slices of the parts by slice.
 *
 * <p>A slice's part is null until it is assigned and 0 when a whole view or a window covers it;
 * such slices stay in the book, because a slice that is known to have changed is no drift.
 */
final class PlanBook {

    /** Few enough for one statement, many enough that its start-up does not count. */
    static final int CHUNK = 5_000;

    /** Some ten thousand rows, read in some ten milliseconds. */
    private static final int SAMPLED_PAGES = 200;

    private static final String STAGE = "planning";

    private final Connection store;
    private final long runId;

    PlanBook(Connection store, long runId) {
        this.store = store;
        this.runId = runId;
        Sql.execute(
                store,
                STAGE,
                "drop table if exists pg_temp.daybook_found",
                """
                create temp table daybook_found (
                    tenant_id text, entity_id bigint, day date)
                """);
    }

    /**
     * Adds the slices that a finding statement names on the source; none when that fails.
     *
     * @return the number of slices found
     */
    long find(Connection source, View view, String statement, String reason) {
        String columns =
                "cast(tenant_id as text), cast(%s as bigint), cast(%s as date)"
                        .formatted(view.key(), view.daily() ? "day" : "null");
        long found =
                Savepoint.attempt(
                        store,
                        () ->
                                CopyStream.copy(
                                        source,
                                        "select "
                                                + columns
                                                + " from (\n"
                                                + statement
                                                + "\n) as daybook_f",
                                        store,
                                        "pg_temp.daybook_found",
                                        List.of("tenant_id", "entity_id", "day")));
        add(view, "select tenant_id, entity_id, day from pg_temp.daybook_found", reason);
        Sql.execute(store, STAGE, "truncate pg_temp.daybook_found");
        return found;
    }

    /** Adds the slices that a query over the store returns as tenant_id, entity_id and day. */
    void add(View view, String query, String reason) {
        String complete = view.daily() ? " and f.day is not null" : "";
        Sql.execute(
                store,
                STAGE,
                """
                insert into daybook.plan_slice (run_id, view, tenant_id, entity_id, day, reason)
                select distinct %1$d, %2$s, f.tenant_id, f.entity_id, f.day, %3$s
                from (%4$s) as f
                where f.tenant_id is not null and f.entity_id is not null%5$s
                    and not exists (
                        select
                        from daybook.plan_slice as p
                        where p.run_id = %1$d and p.view = %2$s and p.tenant_id = f.tenant_id
                            and p.entity_id = f.entity_id
                            and coalesce(p.day, 'infinity') = coalesce(f.day, 'infinity'))
                """
                        .formatted(runId, text(view.stem()), text(reason), query, complete));
    }

    /** Removes the slices of days before the floor: they are sealed. */
    void seal(LocalDate floor) {
        Sql.execute(
                store,
                STAGE,
                "delete from daybook.plan_slice where run_id = %d and day < %s"
                        .formatted(runId, day(floor)));
    }

    /**
     * Removes the slices of entities held back as a whole: nothing of them is found or replaced.
     */
    void leaveOutHeldBackEntities(View view) {
        Sql.execute(
                store,
                STAGE,
                """
                delete from daybook.plan_slice as p
                using pg_temp.daybook_hold as h
                where p.run_id = %d and p.view = %s and h.entity = %s and h.day is null
                    and h.entity_id = p.entity_id
                """
                        .formatted(
                                runId,
                                text(view.stem()),
                                text(view.entity().orElseThrow().table())));
    }

    long slices(View view) {
        return Sql.number(
                store,
                STAGE,
                "select count(*) from daybook.plan_slice where run_id = %d and view = %s"
                        .formatted(runId, text(view.stem())));
    }

    /**
     * About how many slices of a view are stored: counted in a small table, in a large one
     * estimated from some of its pages. It decides between two ways to the same rows, and a count
     * would read more than the run itself.
     */
    long storedSlices(View view) {
        String table = view.mart() + "." + view.stem();
        long pages =
                Sql.number(
                        store,
                        STAGE,
                        "select pg_relation_size(%s) / current_setting('block_size')::bigint"
                                .formatted(text(table)));
        double percent = pages <= SAMPLED_PAGES ? 100 : 100.0 * SAMPLED_PAGES / pages;
        long sampled =
                Sql.number(
                        store,
                        STAGE,
                        "select count(*) from (select distinct %s from %s tablesample system (%s) repeatable (0)) as s"
                                .formatted(String.join(", ", view.slice()), table, percent));
        return Math.round(sampled * 100 / percent);
    }

    /** Marks the slices that a whole part or a window computes anyway. */
    void cover(Part part) {
        StringBuilder condition = new StringBuilder();
        part.from().ifPresent(from -> condition.append(" and day >= ").append(day(from)));
        part.toExclusive().ifPresent(to -> condition.append(" and day < ").append(day(to)));
        part.tenant().ifPresent(tenant -> condition.append(" and tenant_id = " + text(tenant)));
        Sql.execute(
                store,
                STAGE,
                "update daybook.plan_slice set part = 0 where run_id = %d and view = %s%s"
                        .formatted(runId, text(part.view()), condition));
    }

    /**
     * Deals the slices that nothing covers into parts of at most {@link #CHUNK}, neighbours
     * together.
     *
     * @return the number of parts, numbered from {@code first}
     */
    int deal(View view, int first) {
        return (int)
                Sql.number(
                        store,
                        STAGE,
                        """
                        with dealt as (
                            update daybook.plan_slice as p
                            set part = %1$d + n.place / %2$d
                            from (
                                select ctid,
                                    row_number() over (
                                        order by entity_id, day, tenant_id) - 1 as place
                                from daybook.plan_slice
                                where run_id = %3$d and view = %4$s and part is null
                            ) as n
                            where p.ctid = n.ctid
                            returning p.part
                        )
                        select count(distinct part) from dealt
                        """
                                .formatted(first, CHUNK, runId, text(view.stem())));
    }

    void write(Part part) {
        Sql.execute(
                store,
                STAGE,
                "insert into daybook.plan_part values (%d, %d, %s, %s, %s, %s, %s, %s)"
                        .formatted(
                                runId,
                                part.number(),
                                text(part.view()),
                                text(part.shape().word()),
                                day(part.from().orElse(null)),
                                day(part.toExclusive().orElse(null)),
                                text(part.tenant().orElse(null)),
                                text(part.reason())));
    }
}
