# shellcheck shell=bash
# From nothing to published, against the bare statements. Sourced by bench/run.

# The metric tables as the store has them, with their keys and nothing else.
floor_tables() {
    sed -n '/^create table/,/^);/p' \
        "$root"/metrics-schema/src/main/resources/db/migration/V*__events.sql
}

# statement_of VIEW: the view's complete statement, as printed.
statement_of() {
    [ -s "$results/$1.sql" ] ||
        "$root/daybook" catalog --sql "$1" | sed 's/;$//' >"$results/$1.sql"
    cat "$results/$1.sql"
}

source_views='event_daily_sales event_sales_quarter_hour event_daily_demographics event_directory'
store_views='event_demographics event_totals event_lead_time_sales'

floor_serial() {
    local database view
    database=$(source_of "$1" "$2")
    floor_tables_anew "$database"
    for view in $source_views $store_views; do
        record "$1" "$2" full "$3" "serial $view" "$({
            echo "set max_parallel_workers_per_gather = 0;"
            echo "insert into events.$view"
            statement_of "$view"
            echo ';'
        } | timed "$database")"
    done
}

floor_tables_anew() {
    local view
    for view in $source_views $store_views; do
        echo "drop table if exists events.$view;"
    done | sql "$1"
    floor_tables | sql "$1"
    sql "$1" -c checkpoint
}

floor_parallel() {
    local database view key
    database=$(source_of "$1" "$2")
    sql "$database" -c checkpoint
    for view in $source_views $store_views; do
        key=$(floor_tables | sed -n "/^create table events.$view (/,/^);/s/.*\(primary key.*\)/\1/p")
        record "$1" "$2" full "$3" "parallel $view" "$({
            echo "create table events.parallel_$view as"
            statement_of "$view"
            echo ';'
            echo "alter table events.parallel_$view add $key;"
        } | timed "$database")"
    done
    for view in $source_views $store_views; do
        echo "drop table events.parallel_$view;"
    done | sql "$database"
}

engine_full() {
    new_store "$1" "$2"
    sql postgres -c checkpoint
    engine "$1" "$2" full "$3" engine
}

# Both sides must have computed the same, or nothing that was measured means anything.
compare_results() {
    local view query floor engine
    for view in $source_views $store_views; do
        query="select count(*), sum(hashtextextended(cast((t.tenant_id, t.event_id) as text), 0) % 1000)
            from events.$view as t"
        [ "$view" != event_daily_sales ] ||
            query="select count(*), sum(orders_paid), sum(gross_amount), sum(tickets_sold),
                sum(refunded_amount) from events.$view"
        floor=$(sql "$(source_of "$1" "$2")" -c "$query")
        engine=$(sql "$(store_of "$1" "$2")" -c "$query")
        [ "$floor" = "$engine" ] ||
            fail "The two sides differ: $view is $engine, the bare statement says $floor."
    done
}

measure_full() {
    local round view
    # printed before any clock runs
    for view in $source_views $store_views; do
        statement_of "$view" >/dev/null
    done
    for round in $(seq "$3"); do
        recorded "$1" "$2" full "$round" && continue
        say "full build of $1 orders, round $round of $3"
        # in turn, so that neither side always comes second
        if [ $((round % 2)) = 1 ]; then
            floor_serial "$1" "$2" "$round"
            engine_full "$1" "$2" "$round"
        else
            engine_full "$1" "$2" "$round"
            floor_serial "$1" "$2" "$round"
        fi
        if [ "$round" -le "$parallel_rounds" ]; then
            floor_parallel "$1" "$2" "$round"
        fi
        compare_results "$1" "$2"
        complete "$1" "$2" full "$round"
    done
}
