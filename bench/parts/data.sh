# shellcheck shell=bash
# The operational data of one size, made once and kept. Sourced by bench/run.

# source_of ORDERS DAYS: the name of the database
source_of() {
    echo "source_$1_$2"
}

# generate ORDERS DAYS: makes the database unless it is there and complete.
generate() {
    local name mark
    name=$(source_of "$1" "$2")
    mark="complete $(cksum <"$root/bench/sql/generate.sql" | cut -d' ' -f1)"
    if database_exists "$name"; then
        [ "$(sql postgres -c "select shobj_description(oid, 'pg_database') from pg_database
            where datname = '$name'")" != "$mark" ] || return 0
        sql postgres -c "drop database $name with (force)"
    fi
    say "generating $1 orders over $2 days in $name"
    # nothing is measured now: without log and safety it takes half as long
    restart_cluster 'wal_level = minimal' 'max_wal_senders = 0' 'fsync = off' \
        'synchronous_commit = off' 'full_page_writes = off'
    sql postgres -c "create database $name"
    local contract=$root/sql/events/contract.sql
    {
        echo 'begin;'
        sed '/^create index/,$d' "$contract"
        echo "\\i $root/bench/sql/generate.sql"
        echo 'commit;'
        # keys were made with the tables; the other indexes after the rows
        sed -n '/^create index/,$p' "$contract"
        echo 'vacuum analyze;'
    } | sql "$name" -v orders="$1" -v days="$2" -v events="$events" -v today="$today" ||
        fail "Generating $name failed."
    sql "$name" <"$root/bench/sql/schema.sql" || fail "Granting in $name failed."
    sql postgres -c checkpoint
    # a clean stop writes everything that fsync = off left in memory
    restart_cluster
    sync
    sql postgres -c "comment on database $name is '$mark'"
}
