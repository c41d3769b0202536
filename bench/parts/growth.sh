# shellcheck shell=bash
# The same number of changed rows over ten times the history. Sourced by bench/run.

growth_run() {
    local database
    database=$(source_of "$1" "$2")
    change "$1" "$2" "$4" "$(next_seed "$database")" || fail "Changing $database failed."
    engine "$1" "$2" growth "$3" "$4 rows, engine"
    record "$1" "$2" growth "$3" "$4 rows, rows in dirty slices" "$(
        sql "$(store_of "$1" "$2")" -c "
            select sum(t.orders_paid + t.tickets_sold + t.tickets_cancelled + t.orders_cancelled
                + t.refund_count)
            from events.event_daily_sales as t
            inner join daybook.plan_slice as p
                on p.tenant_id = t.tenant_id and p.entity_id = t.event_id and p.day = t.day
            where p.view = 'event_daily_sales'
                and p.run_id = (select max(run_id) from daybook.run)")"
}

# measure_growth ORDERS DAYS ROUNDS: that size against a tenth of its days, equally dense.
measure_growth() {
    local round few=$(($1 / 10)) short=$(($2 / 10)) rows
    recorded "$1" "$2" growth "$3" && return 0
    say "preparing growth from $few to $1 orders"
    generate "$few" "$short"
    built "$few" "$short"
    built "$1" "$2"
    for round in $(seq "$3"); do
        recorded "$1" "$2" growth "$round" && continue
        say "growth from $few to $1 orders, round $round of $3"
        for rows in 1000 10000; do
            if [ $((round % 2)) = 1 ]; then
                growth_run "$few" "$short" "$round" "$rows"
                growth_run "$1" "$2" "$round" "$rows"
            else
                growth_run "$1" "$2" "$round" "$rows"
                growth_run "$few" "$short" "$round" "$rows"
            fi
        done
        complete "$1" "$2" growth "$round"
    done
}
