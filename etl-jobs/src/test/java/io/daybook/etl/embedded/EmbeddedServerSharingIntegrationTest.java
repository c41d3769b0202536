package io.daybook.etl.embedded;

import static io.daybook.etl.embedded.TestServers.execute;
import static io.daybook.etl.embedded.TestServers.port;
import static io.daybook.etl.embedded.TestServers.postmaster;
import static io.daybook.etl.embedded.TestServers.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several users of one server: who starts it, who stops it, and what a kill leaves. */
@Tag("connections")
class EmbeddedServerSharingIntegrationTest {

    /** One for all methods, as a home takes some seconds to make. */
    @TempDir static Path home;

    @AfterEach
    void leavesNothingRunning() throws Exception {
        TestServers.assertStopped(home);
    }

    @Test
    void isSharedWithinAProcess() throws Exception {
        try (EmbeddedServer first = EmbeddedServer.open(home)) {
            EmbeddedServer second = EmbeddedServer.open(home);
            assertThat(second.jdbcUrl("postgres")).isEqualTo(first.jdbcUrl("postgres"));
            second.close();
            second.close();
            assertThat(query(first, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void isStartedOnceByProcessesThatArriveTogether() throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        List<EmbeddedServer> servers = new ArrayList<>();
        try (OtherProcess other = OtherProcess.using(home)) {
            List<CompletableFuture<EmbeddedServer>> opening =
                    Stream.generate(
                                    () ->
                                            CompletableFuture.supplyAsync(
                                                    () -> EmbeddedServer.open(home), pool))
                            .limit(4)
                            .toList();
            opening.forEach(server -> servers.add(server.join()));
            assertThat(servers)
                    .extracting(server -> server.jdbcUrl("postgres"))
                    .containsOnly(other.jdbcUrl());
            other.leave();
        } finally {
            servers.forEach(EmbeddedServer::close);
            pool.shutdown();
        }
    }

    @Test
    void isStoppedByTheProcessThatLeavesLast() throws Exception {
        try (OtherProcess other = OtherProcess.using(home)) {
            String address = other.jdbcUrl();
            try (EmbeddedServer server = EmbeddedServer.open(home)) {
                assertThat(server.jdbcUrl("postgres")).isEqualTo(address);
            }
            assertThat(postmaster(home)).isNotEmpty();
            other.leave();
            assertThat(postmaster(home)).isEmpty();
        }
    }

    @Test
    void outlivesAnotherProcessThatLeaves() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home);
                OtherProcess other = OtherProcess.using(home)) {
            other.jdbcUrl();
            other.leave();
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void isAdoptedAfterItsProcessWasKilled() throws Exception {
        try (OtherProcess other = OtherProcess.using(home)) {
            String address = other.jdbcUrl();
            other.kill();
            long pid = postmaster(home).orElseThrow().pid();
            try (EmbeddedServer server = EmbeddedServer.open(home)) {
                assertThat(server.jdbcUrl("postgres")).isEqualTo(address);
                assertThat(postmaster(home).orElseThrow().pid()).isEqualTo(pid);
            }
        }
    }

    @Test
    void recoversItsDataAfterItWasKilled() throws Exception {
        try (EmbeddedServer first = EmbeddedServer.open(home)) {
            execute(first, "create table recovered as select 42 as answer");
            ProcessHandle postmaster =
                    ProcessHandle.of(postmaster(home).orElseThrow().pid()).orElseThrow();
            postmaster.destroyForcibly();
            postmaster.onExit().join();
            try (EmbeddedServer second = EmbeddedServer.open(home)) {
                assertThat(query(second, "select answer from recovered")).isEqualTo("42");
            }
            assertThat(query(first, "select answer from recovered")).isEqualTo("42");
        }
    }

    @Test
    void startsWhenAnotherProcessHasThePidOfAKilledOne() throws Exception {
        EmbeddedServer.open(home).close();
        // not our own pid: PostgreSQL knows its ancestors and does not mind them
        Process other = new ProcessBuilder("sleep", "600").start();
        Files.write(
                home.resolve("data/postmaster.pid"),
                List.of(
                        String.valueOf(other.pid()),
                        home.toRealPath().resolve("data").toString(),
                        "1",
                        "1",
                        "",
                        "127.0.0.1"));
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            assertThat(query(server, "select 1")).isEqualTo("1");
        } finally {
            other.destroy();
        }
    }

    @Test
    void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
        int last;
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            last = port(server);
        }
        try (ServerSocket taken = new ServerSocket(last, 1, InetAddress.getLoopbackAddress());
                EmbeddedServer server = EmbeddedServer.open(home)) {
            assertThat(port(server)).isNotEqualTo(taken.getLocalPort());
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void runsInASessionOfItsOwn() throws Exception {
        Path stat = Path.of("/proc/self/stat");
        assumeThat(stat).exists();
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            assertThat(query(server, "select 1")).isEqualTo("1");
            long pid = postmaster(home).orElseThrow().pid();
            String[] fields = Files.readString(Path.of("/proc/" + pid + "/stat")).split(" ");
            assertThat(fields[4]).as("process group").isEqualTo(String.valueOf(pid));
            assertThat(fields[5]).as("session").isEqualTo(String.valueOf(pid));
        }
    }

    @Test
    void isStoppedByAThreadThatWasInterrupted() throws Exception {
        EmbeddedServer server = EmbeddedServer.open(home);
        Thread.currentThread().interrupt();
        server.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(postmaster(home)).isEmpty();
    }
}
