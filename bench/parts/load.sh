# shellcheck shell=bash
# What a run asks of the source, and what a writer feels of it. Sourced by bench/run.

# p99 ORDERS DAYS SECONDS: the milliseconds of the 99th percentile of a writer's transactions, each
# counted from when it was due.
p99() {
    local logs=$results/writer.$RANDOM
    mkdir "$logs"
    (cd "$logs" && "$bindir/pgbench" -n -c 4 -j 1 -R "$rate" -T "$3" -l -D orders="$1" -D events="$events" \
        -f "$root/bench/sql/writer.sql" "$(source_of "$1" "$2")") >"$logs/out" 2>&1 ||
        fail "pgbench failed; see $logs/out"
    # the third field is the time in microseconds, with -R the delay included
    cat "$logs"/pgbench_log* | awk '{ print $3 }' | sort -n |
        awk '{ t[NR] = $1 } END { printf "%.1f", t[int(NR * 0.99 + 0.5)] / 1000 }'
    rm -r "$logs"
}

runs_until_stopped() {
    while [ ! -e "$results/stop" ]; do
        daybook "$1" "$2" run events --no-verify >"$results/beside.log" 2>&1 ||
            echo failed >"$results/beside_failed"
        echo >>"$results/beside_count"
    done
}

# footprint ORDERS DAYS ROUND FIGURE: statements, rows and the longest session of one run. Only the
# engine works on the source meanwhile.
footprint() {
    local database before
    database=$(source_of "$1" "$2")
    change "$1" "$2" "$5" "$(next_seed "$database")"
    [ "$statistics" = no ] || sql "$database" -c 'select pg_stat_statements_reset()' >/dev/null
    before=$(rows_read "$database")
    local line
    line=$(wc -l <"$data/cluster/server.log")
    engine "$1" "$2" load "$3" "$4, engine"
    sleep 1.2 # statistics reach the counters once a second
    record "$1" "$2" load "$3" "$4, rows read" "$(($(rows_read "$database") - before))"
    [ "$statistics" = no ] || record "$1" "$2" load "$3" "$4, statements" "$(
        sql "$database" -c "
            select sum(s.calls)
            from pg_stat_statements as s
            inner join pg_roles as r on r.oid = s.userid
            where r.rolname = 'daybook_source'")"
    record "$1" "$2" load "$3" "$4, longest session" "$(
        tail -n +"$line" "$data/cluster/server.log" |
            sed -n 's/.*disconnection: session time: \([0-9:.]*\) user=daybook_source.*/\1/p' |
            awk -F: '{ s = $1 * 3600 + $2 * 60 + $3; if (s > m) m = s } END { print m + 0 }')"
}

rows_read() {
    sql "$1" -c "select sum(seq_tup_read) + coalesce(sum(idx_tup_fetch), 0)
        from pg_stat_user_tables where schemaname = 'events'"
}

measure_load() {
    local round database seconds=20
    database=$(source_of "$1" "$2")
    recorded "$1" "$2" load "$3" && return 0
    say "preparing source load over $1 orders"
    built "$1" "$2"
    [ "$statistics" = no ] || sql "$database" -c 'create extension if not exists pg_stat_statements'
    sql "$database" -c "create sequence if not exists events.writer_order start 200000000000"
    for round in $(seq "$3"); do
        recorded "$1" "$2" load "$round" && continue
        say "source load over $1 orders, round $round of $3"
        footprint "$1" "$2" "$round" '0.1 %' $(($1 / 1000))
        footprint "$1" "$2" "$round" '1,000 rows' 1000
        record "$1" "$2" load "$round" 'writer p99 ms, alone' "$(p99 "$1" "$2" "$seconds")"
        rm -f "$results/stop" "$results/beside_failed" "$results/beside_count"
        runs_until_stopped "$1" "$2" &
        local beside=$!
        record "$1" "$2" load "$round" 'writer p99 ms, runs beside it' \
            "$(p99 "$1" "$2" "$seconds")"
        touch "$results/stop"
        wait "$beside"
        [ ! -e "$results/beside_failed" ] || fail "A run failed beside the writer; see $results/beside.log"
        record "$1" "$2" load "$round" 'runs beside the writer' "$(wc -l <"$results/beside_count")"
        complete "$1" "$2" load "$round"
    done
}
