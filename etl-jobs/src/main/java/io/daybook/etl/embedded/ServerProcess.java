package io.daybook.etl.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The server's programs: initdb, pg_ctl start and stop. Every method is called under the start
 * lock.
 */
final class ServerProcess {

    /** Recovery after a kill replays at most max_wal_size (1 GB); this is far beyond it. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration STOP = Duration.ofMinutes(1);

    /**
     * What the log says when another port, or a moment's wait, will do: a killed server's children
     * still end, or a pg_ctl whose Daybook was killed has just started the server.
     */
    private static final List<String> PASSING =
            List.of(
                    "could not bind",
                    "pre-existing shared memory block",
                    "lock file \"postmaster.pid\"");

    private static final long LARGE_LOG = 10_000_000;

    private final ServerHome home;
    private final ServerBinaries binaries;
    private final RunAs runAs;

    ServerProcess(ServerHome home) throws IOException {
        this.home = home;
        this.binaries = ServerBinaries.in(home);
        this.runAs = RunAs.choose(home);
    }

    /**
     * Initialises the data directory unless there is one. The settings go to its postgresql.conf,
     * where the user may change them; what keeps others out is given at every start instead.
     */
    void initialiseIfMissing() throws IOException {
        if (Files.isDirectory(home.data())) {
            requireMajorVersion();
            return;
        }
        home.createPasswordIfMissing();
        Path part = home.newDataPart();
        runAs.takeOver(home);
        Subprocess initdb =
                run(
                        START,
                        "initdb",
                        "--pgdata=" + part,
                        "--username=" + EmbeddedServer.USER,
                        "--pwfile=" + home.passwordFile(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions",
                        "--set=shared_buffers=128MB",
                        "--set=max_prepared_transactions=10",
                        "--set=timezone=UTC",
                        "--set=log_timezone=UTC",
                        "--set=client_connection_check_interval=1s");
        if (!initdb.succeeded()) {
            throw new EmbeddedServerUnavailable(
                    ("initdb failed for %s:%n%s%nNothing was kept. Correct the cause and start again,"
                                    + " or set DAYBOOK_STORE_URL to use a PostgreSQL of yours.")
                            .formatted(home.data(), initdb.output()));
        }
        Files.move(part, home.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void requireMajorVersion() throws IOException {
        String found = Files.readString(home.data().resolve("PG_VERSION")).strip();
        if (!found.equals(ServerBinaries.majorVersion())) {
            throw new EmbeddedServerUnavailable(
                    ("Data of another PostgreSQL version: %s holds version %s (expected %s). Nothing"
                                    + " was changed. Move the directory away to begin with an empty server,"
                                    + " or go back to the Daybook that made it.")
                            .formatted(home.data(), found, ServerBinaries.majorVersion()));
        }
    }

    /**
     * Starts the server, waits for its recovery, and answers its port; empty when it may start, or
     * be found running, a little later.
     */
    Optional<Integer> start() throws IOException {
        rotateLargeLog();
        int port = ServerPort.choose(home);
        long logged = Files.exists(home.log()) ? Files.size(home.log()) : 0;
        runAs.takeOver(home);
        Subprocess start = pgCtlStart(port);
        if (start.succeeded()) {
            ServerPort.remember(home, port);
            return Optional.of(port);
        }
        String reason = logSince(logged);
        if (PASSING.stream().anyMatch(reason::contains)) {
            return Optional.empty();
        }
        throw new EmbeddedServerUnavailable(
                ("PostgreSQL did not start in %s:%n%s%n%s%nIts data are as they were. See %s;"
                                + " then start again, or set DAYBOOK_STORE_URL to use a PostgreSQL"
                                + " of yours.")
                        .formatted(home.data(), start.output(), reason, home.log()));
    }

    private Subprocess pgCtlStart(int port) throws IOException {
        // pg_ctl makes the server the leader of a session of its own: the terminal's Ctrl-C, which
        // goes to our process group, does not reach it
        return run(
                START.plus(STOP),
                "pg_ctl",
                "start",
                "--pgdata=" + home.data(),
                "--log=" + home.log(),
                "--wait",
                "--timeout=" + START.toSeconds(),
                "--options=-p "
                        + port
                        + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=");
    }

    /** Stops the server; sessions that are still open are ended, their transactions rolled back. */
    void stop() throws IOException {
        if (PostmasterFile.read(home.data()).filter(PostmasterFile::isServerAlive).isEmpty()) {
            return;
        }
        Subprocess stop =
                run(
                        STOP.plus(STOP),
                        "pg_ctl",
                        "stop",
                        "--pgdata=" + home.data(),
                        "--mode=fast",
                        "--wait",
                        "--timeout=" + STOP.toSeconds());
        if (!stop.succeeded()) {
            throw new EmbeddedServerUnavailable(
                    ("PostgreSQL did not stop in %s:%n%s%nThe next Daybook command finds it and goes"
                                    + " on with it.")
                            .formatted(home.data(), stop.output()));
        }
    }

    private Subprocess run(Duration timeout, String program, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(binaries.program(program)));
        command.addAll(Arrays.asList(arguments));
        return Subprocess.run(runAs.command(command), home.path(), timeout);
    }

    private void rotateLargeLog() throws IOException {
        Path log = home.log();
        if (Files.exists(log) && Files.size(log) > LARGE_LOG) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String logSince(long offset) throws IOException {
        if (!Files.exists(home.log())) {
            return "";
        }
        try (var log = Files.newInputStream(home.log())) {
            log.skipNBytes(Math.min(offset, Files.size(home.log())));
            return new String(log.readNBytes(4_000), StandardCharsets.UTF_8).strip();
        }
    }
}
