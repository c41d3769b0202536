-- The next generation, as a run makes it, with the same as-of: what was kept is of no use any more.
insert into daybook.generation (mart, generation, run_id, as_of, horizon, snapshot, source_identity)
select mart, generation + 1, run_id + 1, as_of, horizon, snapshot, source_identity
from daybook.generation order by generation desc limit 1;
update daybook.mart_state set generation = generation + 1;
select pg_notify('daybook_publication', 'events ' || generation) from daybook.mart_state;
