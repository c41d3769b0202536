# shellcheck shell=bash
# Runs after changes, against the fastest statements by hand and the refreshes. Sourced by bench/run.

# built ORDERS DAYS: makes sure that the store is built and up to date, with statistics.
built() {
    local store
    store=$(store_of "$1" "$2")
    database_exists "$store" &&
        [ "$(sql "$store" -c "select count(*) from daybook.mart_state where generation > 0")" = 1 ] ||
        new_store "$1" "$2"
    process daybook "$1" "$2" run events --no-verify
    sql "$store" -c 'vacuum analyze'
}

# What the statements by hand and the refreshes work on: the same rows as the engine's table.
floors_built() {
    local database
    database=$(source_of "$1" "$2")
    sql "$database" -c 'drop table if exists events.by_hand' \
        -c 'drop materialized view if exists events.refreshed'
    {
        echo 'create table events.by_hand as'
        statement_of event_daily_sales
        echo ';'
        echo 'alter table events.by_hand add primary key (tenant_id, event_id, day, currency);'
        echo 'create materialized view events.refreshed as'
        statement_of event_daily_sales
        echo ';'
        echo 'create unique index on events.refreshed (tenant_id, event_id, day, currency);'
        echo 'vacuum analyze events.by_hand; analyze events.refreshed;'
    } | sql "$database"
}

change() {
    sql "$(source_of "$1" "$2")" -v rows="$3" -v seed="$4" -v orders="$1" -v days="$2" \
        <"$root/bench/sql/change.sql"
}

# by_hand ORDERS DAYS FORM SINCE: seconds for finding, recomputing and replacing the dirty slices.
# The planner's settings are those that were fastest.
by_hand() {
    {
        echo "set jit = off; set enable_seqscan = off; set enable_hashjoin = off;"
        echo "\\set since $4"
        cat "$root/bench/sql/dirty.sql"
        echo 'begin;'
        if [ "$3" = lateral ]; then
            echo 'insert into events.by_hand'
            cat "$root/bench/sql/lateral.sql"
            cat "$root/bench/sql/upsert.sql"
        else
            echo 'delete from events.by_hand as t using dirty as d
                where t.tenant_id = d.tenant_id and t.event_id = d.event_id and t.day = d.day;'
            echo 'insert into events.by_hand'
            cat "$root/bench/sql/joined.sql"
        fi
        echo ';'
        echo 'commit;'
    } | timed "$(source_of "$1" "$2")"
}

# one_change ORDERS DAYS PART ROUND PREFIX ROWS: change, then engine and statements in turn.
one_change() {
    local database since form forms
    database=$(source_of "$1" "$2")
    since=$(sql "$database" -c "select translate(cast(clock_timestamp() as text), ' ', 'T')")
    seed=$(next_seed "$database")
    change "$1" "$2" "$6" "$seed" || fail "Changing $database failed."
    record "$1" "$2" "$3" "$4" "$5 rows changed" "$(sql "$database" -c "
        select (select count(*) from events.ticket_order where updated_at >= '$since')
            + (select count(*) from events.ticket where updated_at >= '$since')
            + (select count(*) from events.refund where updated_at >= '$since')")"
    # neither form finds the pages cold that the other one has just read
    forms='lateral joined'
    [ $(($4 % 2)) = 1 ] || forms='joined lateral'
    [ $(($4 % 2)) = 1 ] || engine "$1" "$2" "$3" "$4" "$5 engine"
    for form in $forms; do
        record "$1" "$2" "$3" "$4" "$5 by hand, $form" "$(by_hand "$1" "$2" "$form" "$since")"
    done
    [ $(($4 % 2)) = 0 ] || engine "$1" "$2" "$3" "$4" "$5 engine"
    same_as_by_hand "$1" "$2"
}

# Each change is another one, also in a later call on kept data.
next_seed() {
    sql "$1" -c "create table if not exists events.change_seed as select 0 as seed" \
        -c "update events.change_seed set seed = seed + 1 returning seed" 2>/dev/null
}

same_as_by_hand() {
    local query='select count(*) filter (where orders_paid + tickets_sold + tickets_cancelled
        + orders_cancelled + refund_count + unmapped_count > 0), sum(orders_paid),
        sum(gross_amount), sum(tickets_sold), sum(tickets_cancelled), sum(refunded_amount)'
    local engine hand
    engine=$(sql "$(store_of "$1" "$2")" -c "$query from events.event_daily_sales")
    hand=$(sql "$(source_of "$1" "$2")" -c "$query from events.by_hand")
    [ "$engine" = "$hand" ] || fail "event_daily_sales is $engine, by hand it is $hand."
}

measure_incremental() {
    local round database
    database=$(source_of "$1" "$2")
    recorded "$1" "$2" incremental "$3" && return 0
    say "preparing incremental runs over $1 orders"
    built "$1" "$2"
    floors_built "$1" "$2"
    for round in $(seq "$3"); do
        recorded "$1" "$2" incremental "$round" && continue
        say "incremental runs over $1 orders, round $round of $3"
        one_change "$1" "$2" incremental "$round" '0.1 %' $(($1 / 1000))
        one_change "$1" "$2" incremental "$round" '1,000 rows' 1000
        record "$1" "$2" incremental "$round" refresh "$(
            echo 'refresh materialized view events.refreshed;' | timed "$database")"
        record "$1" "$2" incremental "$round" 'refresh concurrently' "$(
            echo 'refresh materialized view concurrently events.refreshed;' | timed "$database")"
        engine "$1" "$2" incremental "$round" 'nothing to do, engine'
        complete "$1" "$2" incremental "$round"
    done
    measure_repeated "$1" "$2" "$3"
    sql "$database" -c 'drop table events.by_hand' -c 'drop materialized view events.refreshed'
}

# Micro-batches of a process that stays: `daybook run --every`, whose classes are loaded and warm.
measure_repeated() {
    local round database pid command
    database=$(source_of "$1" "$2")
    recorded "$1" "$2" repeated "$3" && return 0
    say "micro-batches over $1 orders, $3 rounds"
    command_of "$1" "$2" run events --no-verify --every 3s
    # exec: the signal at the end must reach the process itself, not a shell around it
    exec "${command[@]}" >"$results/repeated.log" 2>&1 &
    pid=$!
    repeated=$pid
    # not timed: the first cycles load classes
    for round in 1 2 3 4 5 6; do
        change "$1" "$2" 1000 "$(next_seed "$database")" || fail "Changing $database failed."
        next_cycle "$1" "$2" "$pid"
    done
    for round in $(seq "$3"); do
        recorded "$1" "$2" repeated "$round" || one_micro_batch "$1" "$2" "$round" "$pid"
    done
    # not INT: a script's background processes begin with it ignored
    kill -TERM "$pid"
    wait "$pid" || true
    repeated=
}

# one_micro_batch ORDERS DAYS ROUND PID
one_micro_batch() {
    local database since form
    database=$(source_of "$1" "$2")
    # right after a cycle, so that none runs beside the statements by hand
    next_cycle "$1" "$2" "$4"
    since=$(sql "$database" -c "select translate(cast(clock_timestamp() as text), ' ', 'T')")
    change "$1" "$2" 1000 "$(next_seed "$database")" || fail "Changing $database failed."
    if [ $(($3 % 2)) = 0 ]; then
        for form in lateral joined; do
            record "$1" "$2" repeated "$3" "repeated by hand, $form" "$(by_hand "$1" "$2" "$form" "$since")"
        done
        next_cycle "$1" "$2" "$4"
    else
        next_cycle "$1" "$2" "$4"
        for form in joined lateral; do
            record "$1" "$2" repeated "$3" "repeated by hand, $form" "$(by_hand "$1" "$2" "$form" "$since")"
        done
    fi
    run_record "$1" "$2" repeated "$3" 'repeated engine' "$(sql "$(store_of "$1" "$2")" -c "
        select max(run_id) from daybook.run_view
        where view = 'event_daily_sales' and slices_replaced > 0")"
    record "$1" "$2" repeated "$3" 'repeated resident MiB' "$(($(peak_of "$4") / 1024))"
    complete "$1" "$2" repeated "$3"
}

# next_cycle ORDERS DAYS PID: waits for the end of a cycle that begins from now on.
next_cycle() {
    local store last
    store=$(store_of "$1" "$2")
    last=$(sql "$store" -c 'select max(run_id) from daybook.run')
    until [ "$(sql "$store" -c "select count(*) from daybook.run
        where run_id > $last and ended_at is not null")" != 0 ]; do
        kill -0 "$3" 2>/dev/null || fail "The repeated run ended; see $results/repeated.log"
        sleep 0.05
    done
}
