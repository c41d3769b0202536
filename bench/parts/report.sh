# shellcheck shell=bash
# The results as Markdown. Sourced by bench/run.

report() {
    {
        echo '# Benchmark results'
        echo
        echo "Made by \`bench/run\`; what each figure is, README.md says. Medians; the spread is the"
        echo "least and the greatest of the rounds."
        echo
        echo "- command: \`bench/run $command_line\`"
        echo "- date: $(date -u +%FT%RZ), commit $(cd "$root" && git rev-parse --short HEAD 2>/dev/null || echo unknown)"
        echo "- machine: $(nproc) processors ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)), $(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo) memory, load $(cut -d' ' -f1-3 /proc/loadavg) at the end"
        echo "- $(sql postgres -c 'select version()')"
        echo "- $("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 2p)"
        echo "- settings: $(settings | tr '\n' ';' | sed 's/;$//; s/;/; /g')"
        echo "- source and store are two databases of one server; source.overlap is 0"
        echo
        sql postgres -f "$root/bench/sql/report.sql" <"$results/figures.tsv"
        # SETS, API and IMPORT are measured by commands of their own
        for further in SETS API IMPORT NOTES; do
            if [ -s "$root/bench/$further.md" ]; then
                echo
                cat "$root/bench/$further.md"
            fi
        done
    } >"$output" || fail "The report could not be written to $output."
    say "results are in $output"
}
