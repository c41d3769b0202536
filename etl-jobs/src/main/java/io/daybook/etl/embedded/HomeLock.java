package io.daybook.etl.embedded;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A lock between processes on a file of the home. The kernel releases it when the process ends,
 * however it ends. One process may hold a file only once (the JDK refuses more): {@link
 * SharedServer} sees to it.
 */
final class HomeLock implements AutoCloseable {

    /** Longer than a start with recovery, which is what others do under the start lock. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until no other process decides about starting and stopping. */
    static HomeLock exclusive(Path file) throws IOException {
        return await(file, false);
    }

    /** Waits until no other process holds the file exclusively. */
    static HomeLock shared(Path file) throws IOException {
        return await(file, true);
    }

    /** Empty when another process holds the file, shared or not. */
    static Optional<HomeLock> tryExclusive(Path file) throws IOException {
        return tryLock(file, false);
    }

    private static HomeLock await(Path file, boolean shared) throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            Optional<HomeLock> lock = tryLock(file, shared);
            if (lock.isPresent()) {
                return lock.get();
            }
            Pause.briefly();
        }
        throw new EmbeddedServerUnavailable(
                ("Another Daybook process has been starting or stopping PostgreSQL for %d minutes: it"
                                + " holds %s. Nothing was changed. End that process, then start again.")
                        .formatted(PATIENCE.toMinutes(), file));
    }

    private static Optional<HomeLock> tryLock(Path file, boolean shared) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        asFileAttribute(fromString("rw-------")));
        FileLock lock = null;
        try {
            lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new HomeLock(channel));
    }

    /** Closing the channel releases the lock. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
