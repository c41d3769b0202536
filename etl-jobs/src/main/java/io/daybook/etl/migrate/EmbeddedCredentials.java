package io.daybook.etl.migrate;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.daybook.etl.database.Credentials;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/**
 * The roles of the embedded server and their random passwords, kept in a file that only its owner
 * can read. Role names are not configurable here: nobody else uses this server.
 */
record EmbeddedCredentials(Properties passwords) {

    static final String OWNER = "daybook_owner";
    static final String WRITER = "daybook_writer";
    static final String READER = "daybook_reader";

    /** Reads the source and sees how old its transactions are. */
    static final String SOURCE = "daybook_source";

    /** Owns the source database: makes demo data in it. */
    static final String IMPORT = "daybook_import";

    static final List<String> ROLES = List.of(OWNER, WRITER, READER, SOURCE, IMPORT);

    /** Reads the file of this home; makes it, or the passwords that it lacks. */
    static EmbeddedCredentials in(Path home) {
        Path file = home.resolve("credentials.properties");
        Properties passwords = new Properties();
        try {
            if (Files.exists(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    passwords.load(reader);
                }
            }
            if (!passwords.stringPropertyNames().containsAll(ROLES)) {
                ROLES.forEach(role -> passwords.putIfAbsent(role, random()));
                write(passwords, file);
            }
            return new EmbeddedCredentials(passwords);
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot read or write " + file, exception);
        }
    }

    Credentials of(String role) {
        return new Credentials(role, passwords.getProperty(role));
    }

    @Override
    public String toString() {
        return "passwords of " + ROLES;
    }

    private static String random() {
        byte[] random = new byte[24]; // 192 bits
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static void write(Properties passwords, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, asFileAttribute(fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(part)) {
            passwords.store(writer, "roles of the embedded PostgreSQL and their passwords");
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
