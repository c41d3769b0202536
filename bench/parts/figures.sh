# shellcheck shell=bash
# The figures: one line per measurement in figures.tsv. Sourced by bench/run.

# record ORDERS DAYS PART ROUND FIGURE VALUE
record() {
    [ -n "$6" ] || fail "No value for $3 $5 (round $4)."
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$@" >>"$results/figures.tsv"
}

# recorded ORDERS DAYS PART ROUND: whether a round is there already, from an earlier call with the
# same --results directory.
recorded() {
    grep -q "^$1	$2	$3	$4	round_complete	" "$results/figures.tsv" 2>/dev/null
}

complete() {
    record "$1" "$2" "$3" "$4" round_complete 1
}

# timed DATABASE: the seconds that the statements of standard input take, by the server's clock.
timed() {
    local statements
    # all of it, before the clock starts
    statements=$(cat)
    {
        echo "select clock_timestamp() as started \\gset"
        echo "$statements"
        echo "select extract(epoch from clock_timestamp() - cast(:'started' as timestamptz));"
    } | sql "$1" | tail -n 1
}

# process COMMAND...: runs it; sets wall (seconds) and resident (MiB, the peak of its process).
process() {
    local begin end pid high
    begin=$(date +%s%N)
    "$@" >"$results/last.log" 2>&1 &
    pid=$!
    resident=0
    while kill -0 "$pid" 2>/dev/null; do
        # the launcher becomes the JVM, so this is the JVM's own peak
        high=$(peak_of "$pid")
        [ "${high:-0}" -le "$resident" ] || resident=$high
        sleep 0.05
    done
    status=0
    wait "$pid" || status=$?
    end=$(date +%s%N)
    wall=$(awk -v a="$begin" -v b="$end" 'BEGIN { printf "%.3f", (b - a) / 1e9 }')
    resident=$((resident / 1024))
    [ "$status" = 0 ] || {
        tail -n 20 "$results/last.log" >&2
        fail "Exit code $status of: $*"
    }
}

# The greatest resident size of a process and its children, in KiB.
peak_of() {
    local most=0 size child
    for child in "$1" $(cat "/proc/$1/task/$1/children" 2>/dev/null || true); do
        size=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$child/status" 2>/dev/null) || true
        [ -n "$size" ] || size=$(ps -o rss= -p "$child" 2>/dev/null | tr -d ' ') || true
        [ "${size:-0}" -le "$most" ] || most=$size
    done
    echo "$most"
}

# engine ORDERS DAYS PART ROUND PREFIX: `daybook run events`; records what the run's record says.
engine() {
    process daybook "$1" "$2" run events --no-verify
    record "$1" "$2" "$3" "$4" "$5 process" "$wall"
    record "$1" "$2" "$3" "$4" "$5 resident MiB" "$resident"
    run_record "$@" "$(sql "$(store_of "$1" "$2")" -c 'select max(run_id) from daybook.run')"
}

# run_record ORDERS DAYS PART ROUND PREFIX RUN: what the store says of a run.
run_record() {
    sql "$(store_of "$1" "$2")" -F '	' -v run="$6" <<'SQL' |
        select 'run', extract(epoch from ended_at - started_at)
        from daybook.run where run_id = :run
        union all
        select view, seconds from daybook.run_view where run_id = :run
        union all
        select 'event_daily_sales and all that views share',
            extract(epoch from r.ended_at - r.started_at) - (
                select sum(v.seconds) from daybook.run_view as v
                where v.run_id = r.run_id and v.view <> 'event_daily_sales')
        from daybook.run as r where r.run_id = :run
        union all
        select 'slices of event_daily_sales', slices_due
        from daybook.run_view
        where run_id = :run and view = 'event_daily_sales'
        union all
        select 'step ' || s.step_name, extract(epoch from s.end_time - s.start_time)
        from batch.batch_step_execution as s
        join batch.batch_job_execution_params as p
            on p.job_execution_id = s.job_execution_id and p.parameter_name = 'run'
        where p.parameter_value = cast(:run as text) and s.step_name not like '%:%';
SQL
        while IFS='	' read -r figure value; do
            record "$1" "$2" "$3" "$4" "$5 $figure" "$value"
        done
}
