-- For runs that are repeated every few seconds: what their history is pruned by, and how many rows
-- are left out, for readers who cannot see which.

alter table daybook.mart_state add column bad_row_count bigint not null default 0;
update daybook.mart_state as s
set bad_row_count = (select count(*) from daybook.bad_row as r where r.mart = s.mart);

create index generation_by_run on daybook.generation (run_id);
create index batch_job_execution_params_by_execution
    on batch.batch_job_execution_params (job_execution_id);
create index batch_job_execution_params_by_run
    on batch.batch_job_execution_params (parameter_value) where parameter_name = 'run';

-- each run asks which executions a dead process left open
create index batch_job_execution_open on batch.batch_job_execution (job_instance_id)
    where status in ('STARTING', 'STARTED', 'STOPPING');
