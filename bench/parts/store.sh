# shellcheck shell=bash
# A store, and Daybook upon it. Sourced by bench/run.

# store_of ORDERS DAYS: the name of the database
store_of() {
    echo "store_$1_$2"
}

# new_store ORDERS DAYS: an empty, migrated store.
new_store() {
    local name
    name=$(store_of "$1" "$2")
    for role in daybook_owner daybook_writer daybook_reader; do
        [ "$(sql postgres -c "select 1 from pg_roles where rolname = '$role'")" = 1 ] ||
            sql postgres -c "create role $role login"
    done
    sql postgres -c "drop database if exists $name with (force)" -c "create database $name owner daybook_owner"
    sql "$name" -c 'create extension if not exists pg_stat_statements' 2>/dev/null
    daybook "$1" "$2" migrate >"$results/migrate.log" 2>&1 || fail "migrate failed; see $results/migrate.log"
}

# command_of ORDERS DAYS COMMAND...: puts a command of the project's own, on that source and its
# store, into the array `command`.
command_of() {
    local source store
    source=$(source_of "$1" "$2")
    store=$(store_of "$1" "$2")
    shift 2
    command=(
        env -i PATH="$PATH" HOME="$data/home" ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"}
        DAYBOOK_HOME="$data/home"
        DAYBOOK_SOURCE_URL="jdbc:postgresql://127.0.0.1:$port/$source"
        DAYBOOK_SOURCE_USER=daybook_source DAYBOOK_SOURCE_PASSWORD=none
        DAYBOOK_SOURCE_OVERLAP=0s
        DAYBOOK_STORE_URL="jdbc:postgresql://127.0.0.1:$port/$store"
        DAYBOOK_STORE_OWNER_PASSWORD=none DAYBOOK_STORE_WRITER_PASSWORD=none
        DAYBOOK_STORE_READER_PASSWORD=none
        "$root/daybook" "$@"
    )
}

# daybook ORDERS DAYS COMMAND...: runs it.
daybook() {
    local command
    command_of "$@"
    "${command[@]}"
}
