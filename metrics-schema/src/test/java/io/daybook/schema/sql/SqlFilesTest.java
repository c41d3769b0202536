package io.daybook.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.net.protocol.Handlers;

class SqlFilesTest {

    private static final String ANCHOR = "some/Anchor.class";
    private static final Map<String, String> CONTENT =
            Map.of(
                    ANCHOR,
                    "",
                    "sql/readme.md",
                    "no mart",
                    "sql/shop/contract.sql",
                    "contract: ä",
                    "sql/shop/view_daily.sql",
                    "daily",
                    "sql/gym/contract.sql",
                    "gym",
                    "other/shop/contract.sql",
                    "other");

    @TempDir private Path directory;

    @Test
    void readsADirectoryOfClasses() throws IOException {
        for (Map.Entry<String, String> file : CONTENT.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        assertAllRead(SqlFiles.besides(directory.resolve(ANCHOR).toUri().toURL(), ANCHOR));
    }

    @Test
    void readsAJar() throws IOException {
        Path jar = writeJar("a library.jar");
        assertAllRead(SqlFiles.besides(url("jar:" + jar.toUri() + "!/" + ANCHOR), ANCHOR));
    }

    @Test
    void readsAJarInsideAnExecutableJar() throws IOException {
        Path boot = directory.resolve("daybook.jar");
        byte[] library = Files.readAllBytes(writeJar("library.jar"));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(boot))) {
            putStored(out, "BOOT-INF/lib/library.jar", library);
        }
        Handlers.register();
        String nested = "jar:nested:" + boot + "/!BOOT-INF/lib/library.jar!/";
        assertAllRead(SqlFiles.besides(url(nested + ANCHOR), ANCHOR));
    }

    @Test
    void readsNothingWhereNothingWasPackaged() throws IOException {
        URL anchor = directory.resolve(ANCHOR).toUri().toURL();
        assertThat(SqlFiles.besides(anchor, ANCHOR)).isEmpty();
    }

    private static void assertAllRead(SortedMap<String, SortedMap<String, String>> files) {
        assertThat(files)
                .hasToString(
                        "{gym={contract.sql=gym},"
                                + " shop={contract.sql=contract: ä, view_daily.sql=daily}}");
    }

    private Path writeJar(String name) throws IOException {
        Path jar = directory.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> file : CONTENT.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                write(out, file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    /** A nested jar must stand uncompressed in the executable one. */
    private static void putStored(JarOutputStream out, String name, byte[] content)
            throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        write(out, content);
    }

    private static void write(OutputStream out, byte[] content) throws IOException {
        out.write(content);
        out.flush();
    }

    private static URL url(String address) throws IOException {
        return URI.create(address.replace(" ", "%20")).toURL();
    }
}
