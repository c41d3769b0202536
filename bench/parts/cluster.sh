# shellcheck shell=bash
# The benchmark's own PostgreSQL cluster, below the data directory. Sourced by bench/run.

# What the measurements run under; printed with the results.
settings() {
    cat <<SETTINGS
shared_buffers = 4GB
effective_cache_size = 12GB
work_mem = 64MB
maintenance_work_mem = 512MB
max_wal_size = 16GB
checkpoint_timeout = 30min
wal_level = replica
fsync = on
synchronous_commit = on
full_page_writes = on
max_worker_processes = 8
max_parallel_workers = 2
max_parallel_workers_per_gather = 2
random_page_cost = 1.1
jit = on
autovacuum = off
SETTINGS
}

# pg_stat_statements counts the statements of a run; not every installation has it.
find_statistics() {
    statistics=no
    [ ! -e "$("$bindir/pg_config" --sharedir)/extension/pg_stat_statements.control" ] || statistics=yes
}

find_postgres() {
    if [ -z "$bindir" ]; then
        for candidate in "$(pg_config --bindir 2>/dev/null || true)" \
            "$(dirname "$(readlink -f "$(command -v initdb || echo /none/none)")")" \
            /usr/lib/postgresql/*/bin; do
            if [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ]; then
                bindir=$candidate
            fi
        done
    fi
    [ -n "$bindir" ] && [ -x "$bindir/initdb" ] ||
        fail "No PostgreSQL server found: initdb is not on the PATH (give --postgres DIR)."
}

# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    else
        setpriv --reuid="$server_user" --regid="$server_group" --clear-groups "$@"
    fi
}

start_cluster() {
    find_postgres
    find_statistics
    server_user=$(id -un)
    if [ "$(id -u)" = 0 ]; then
        if id postgres >/dev/null 2>&1; then server_user=postgres; else server_user=nobody; fi
        server_group=$(id -gn "$server_user")
    fi
    export PGHOST=127.0.0.1 PGPORT=$port PGUSER=bench PGCONNECT_TIMEOUT=10
    # a setting of the caller's shell must not reach what is measured
    unset PGOPTIONS PGDATABASE PGSERVICE PGPASSWORD PGAPPNAME
    if [ ! -s "$data/cluster/PG_VERSION" ]; then
        rm -rf "$data/cluster"
        mkdir -p "$data/cluster"
        [ "$(id -u)" != 0 ] || chown "$server_user" "$data/cluster"
        as_server "$bindir/initdb" -D "$data/cluster" -U bench --auth=trust -E UTF8 --locale=C \
            >/dev/null || fail "initdb failed."
    fi
    restart_cluster
}

# restart_cluster [SETTING...]: stops the cluster if it runs, starts it with the stated settings
# and further ones.
restart_cluster() {
    stop_cluster
    {
        settings
        echo "port = $port"
        echo "listen_addresses = '127.0.0.1'"
        echo "unix_socket_directories = ''"
        echo "max_connections = 50"
        echo "logging_collector = off"
        echo "log_disconnections = on"
        echo "log_checkpoints = off"
        [ "$statistics" = no ] || echo "shared_preload_libraries = 'pg_stat_statements'"
        # what is given last counts
        printf "%s\n" "$@"
    } >"$data/bench.conf"
    grep -q '^include.*bench.conf' "$data/cluster/postgresql.conf" ||
        echo "include '$data/bench.conf'" >>"$data/cluster/postgresql.conf"
    as_server "$bindir/pg_ctl" -D "$data/cluster" -l "$data/cluster/server.log" -w -t 300 start \
        >/dev/null || fail "The cluster did not start; see $data/cluster/server.log."
}

stop_cluster() {
    if [ -s "$data/cluster/postmaster.pid" ]; then
        as_server "$bindir/pg_ctl" -D "$data/cluster" -m fast -w -t 300 stop >/dev/null 2>&1 || true
    fi
    return 0
}

# sql DATABASE [psql options]: statements from the options or from standard input.
sql() {
    local database=$1
    shift
    PGOPTIONS="-c client_min_messages=warning" "$bindir/psql" -X -q -At -v ON_ERROR_STOP=1 -d "$database" "$@"
}

database_exists() {
    [ "$(sql postgres -c "select 1 from pg_database where datname = '$1'")" = 1 ]
}
