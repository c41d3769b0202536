package io.daybook.etl.embedded;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory DAYBOOK_HOME: what lies where, who may read it, and the password. */
record ServerHome(Path path) {

    /** Characters that pg_ctl would hand to a shell inside double quotes. */
    private static final String UNQUOTABLE = "\"$`\\\n";

    private static final System.Logger LOG = System.getLogger(ServerHome.class.getName());

    private static final String DATA_PART = "data.part-";

    private static final Pattern SERVER_FILES =
            Pattern.compile(
                    "data|(password|port|postgresql-.*)([.]part)?|server[.]log.*|(users|start)[.]lock");

    /** Makes the directory, for its owner alone; an existing one is closed to others. */
    static ServerHome prepare(Path home) {
        try {
            Path absolute = home.toAbsolutePath().normalize();
            refuseHomeDirectory(absolute);
            if (!Files.isDirectory(absolute)) {
                Path parent = absolute.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(absolute, asFileAttribute(fromString("rwx------")));
            }
            Path real = absolute.toRealPath();
            refuseHomeDirectory(real);
            refuseUnquotable(real);
            Files.setPosixFilePermissions(real, fromString("rwx------"));
            return new ServerHome(real);
        } catch (IOException e) {
            throw new EmbeddedServerUnavailable(
                    ("DAYBOOK_HOME cannot be used: %s (%s; expected a directory of the user's own)."
                                    + " Set DAYBOOK_HOME to one, or set DAYBOOK_STORE_URL to use a"
                                    + " PostgreSQL of yours.")
                            .formatted(home, reason(e)),
                    e);
        } catch (UnsupportedOperationException e) {
            throw new EmbeddedServerUnavailable(
                    ("DAYBOOK_HOME cannot be used: %s (its file system has no owner and"
                                    + " permissions). Set DAYBOOK_HOME to another directory, or set"
                                    + " DAYBOOK_STORE_URL to use a PostgreSQL of yours.")
                            .formatted(home),
                    e);
        }
    }

    private static void refuseHomeDirectory(Path path) {
        if (path.getParent() == null || path.equals(Path.of(System.getProperty("user.home")))) {
            throw new EmbeddedServerUnavailable(
                    ("Invalid DAYBOOK_HOME: %s (expected a directory of Daybook's own). Set"
                                    + " DAYBOOK_HOME to a new directory, for example %s.")
                            .formatted(path, path.resolve(".daybook")));
        }
    }

    private static void refuseUnquotable(Path path) {
        if (UNQUOTABLE.chars().anyMatch(c -> path.toString().indexOf(c) >= 0)) {
            throw new EmbeddedServerUnavailable(
                    ("Invalid DAYBOOK_HOME: %s (expected a path without double quote, dollar,"
                                    + " backquote, backslash and line break). Set DAYBOOK_HOME to"
                                    + " another directory.")
                            .formatted(path));
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("server.log");
    }

    /** The port of the last start, tried again at the next. */
    Path port() {
        return path.resolve("port");
    }

    /**
     * Where initdb works until it is done: a new directory each time, since an initdb whose Daybook
     * was killed goes on for a while.
     */
    Path newDataPart() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path left : (Iterable<Path>) files.filter(ServerHome::isDataPart)::iterator) {
                deleteLeftover(left);
            }
        }
        return path.resolve(DATA_PART + ProcessHandle.current().pid() + "-" + System.nanoTime());
    }

    private static boolean isDataPart(Path file) {
        return file.getFileName().toString().startsWith(DATA_PART);
    }

    private static void deleteLeftover(Path left) {
        try {
            deleteTree(left);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "{0} is still in use, and left to the next start", left);
        }
    }

    /** Everything here that belongs to the server, and exists. */
    List<Path> serverFiles() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(
                            file -> SERVER_FILES.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    Path usersLock() {
        return path.resolve("users.lock");
    }

    Path startLock() {
        return path.resolve("start.lock");
    }

    Path passwordFile() {
        return path.resolve("password");
    }

    /** Reads the superuser's password. */
    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new EmbeddedServerUnavailable(
                    ("The password of the embedded PostgreSQL cannot be read: %s (expected a file"
                                    + " beside %s). Put the file back, or move both away to begin with an"
                                    + " empty server.")
                            .formatted(passwordFile(), data()),
                    e);
        }
    }

    /** Makes a random password, unless an initialisation that was interrupted has left one. */
    void createPasswordIfMissing() throws IOException {
        if (Files.exists(passwordFile())) {
            return;
        }
        byte[] random = new byte[24]; // 192 bits
        new SecureRandom().nextBytes(random);
        Path part = path.resolve("password.part");
        Files.deleteIfExists(part);
        Files.createFile(part, asFileAttribute(fromString("rw-------")));
        Files.writeString(
                part,
                Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n",
                StandardOpenOption.WRITE);
        Files.move(part, passwordFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes a directory with all it holds; nothing happens when there is none. */
    static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
