package io.daybook.etl.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a running server, or one that was killed, says of itself in data/postmaster.pid. */
record PostmasterFile(Path data, long pid, int port) {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /** Empty when there is none, or when it is only half written. */
    static Optional<PostmasterFile> read(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(data));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        return Optional.of(
                new PostmasterFile(
                        data,
                        Long.parseLong(lines.get(PID_LINE).strip()),
                        Integer.parseInt(lines.get(PORT_LINE).strip())));
    }

    /** Whether the process is this data directory's server: after a reboot it may be any other. */
    boolean isServerAlive() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().arguments())
                .filter(arguments -> Arrays.asList(arguments).contains(data.toString()))
                .isPresent();
    }

    /**
     * Removes the file when its pid has gone to another process, which PostgreSQL would take for a
     * running server and refuse to start. That a killed server's children are gone PostgreSQL still
     * checks by the shared memory of the data directory.
     */
    void deleteIfPidReused() throws IOException {
        if (ProcessHandle.of(pid).isPresent() && !isServerAlive()) {
            Files.deleteIfExists(file(data));
        }
    }

    private static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }
}
