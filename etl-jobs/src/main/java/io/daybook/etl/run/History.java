package io.daybook.etl.run;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import java.sql.Connection;

/**
 * Prunes a mart's history: runs, imports, plans and Spring Batch's metadata after 90 days; after
 * one day the cycles that came to nothing, and the slices that had been planned. The ledger and the
 * newest generation always stay.
 *
 * <p>A cycle that came to nothing replaced nothing and proved nothing, or failed and was tried
 * again within the hour. A nightly run that failed is kept: nobody may have looked at it yet.
 */
final class History {

    private static final String STAGE = "pruning history";

    private static final String CAME_TO_NOTHING =
            """
            r.outcome = 'published' and not exists (
                select
                from daybook.run_view as v
                where v.run_id = r.run_id and v.slices_replaced > 0)
            or r.outcome in ('failed', 'stopped') and exists (
                select
                from daybook.run as n
                where n.mart = r.mart and n.run_id > r.run_id and n.command = 'run'
                    and n.started_at < r.ended_at + interval '1 hour')
            """;

    private History() {}

    /** Called under the mart's lock, after a nightly run, whatever came of it. */
    static void prune(Connection store, String mart) {
        Sql.execute(
                store,
                STAGE,
                // nothing asks for them once the run is over, and repeated runs plan a lot of them
                """
                delete from daybook.plan_slice
                where run_id in (
                    select run_id
                    from daybook.run
                    where mart = %s and ended_at < clock_timestamp() - interval '1 day')
                """
                        .formatted(text(mart)),
                "drop table if exists pg_temp.daybook_pruned",
                """
                create temp table daybook_pruned as
                select r.run_id
                from daybook.run as r
                where r.mart = %1$s and r.ended_at is not null
                    and r.run_id <> (select max(run_id) from daybook.run where mart = %1$s)
                    and (r.ended_at < clock_timestamp() - interval '90 days'
                        or (r.ended_at < clock_timestamp() - interval '1 day'
                            and r.command = 'run' and not r.verified
                            and (%2$s)))
                """
                        .formatted(text(mart), CAME_TO_NOTHING),
                of("plan_part"),
                of("run_view"),
                of("run_finding"),
                of("drift"),
                of("generation")
                        + " and generation < (select max(generation) from daybook.generation where mart = "
                        + text(mart)
                        + ")",
                """
                delete from daybook.backfill
                where mart = %s and requested_at < clock_timestamp() - interval '90 days'
                """
                        .formatted(text(mart)),
                "drop table if exists pg_temp.daybook_pruned_execution",
                """
                create temp table daybook_pruned_execution as
                select e.job_execution_id, e.job_instance_id
                from batch.batch_job_execution as e
                join batch.batch_job_execution_params as p
                    on p.job_execution_id = e.job_execution_id and p.parameter_name = 'run'
                where p.parameter_value in (
                    select cast(run_id as text) from pg_temp.daybook_pruned)
                union
                select e.job_execution_id, e.job_instance_id
                from batch.batch_job_execution as e
                join batch.batch_job_instance as i on i.job_instance_id = e.job_instance_id
                where starts_with(i.job_name, %s)
                    and e.create_time < clock_timestamp() - interval '90 days'
                """
                        .formatted(text("import " + mart + ".")),
                """
                delete from batch.batch_step_execution_context
                where step_execution_id in (
                    select s.step_execution_id
                    from batch.batch_step_execution as s
                    join pg_temp.daybook_pruned_execution as e
                        on e.job_execution_id = s.job_execution_id)
                """,
                ofExecution("step_execution"),
                ofExecution("job_execution_context"),
                ofExecution("job_execution_params"),
                ofExecution("job_execution"),
                """
                delete from batch.batch_job_instance
                where job_instance_id in (
                    select job_instance_id from pg_temp.daybook_pruned_execution)
                """,
                of("run"));
    }

    private static String of(String table) {
        return "delete from daybook."
                + table
                + " where run_id in (select run_id from pg_temp.daybook_pruned)";
    }

    private static String ofExecution(String table) {
        return "delete from batch.batch_"
                + table
                + " where job_execution_id in (select job_execution_id from pg_temp.daybook_pruned_execution)";
    }
}
