package io.daybook.schema.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The files below {@code sql/}: mart, then file name, then content, all in alphabetical order.
 *
 * <p>The packaged files are listed where the anchor class came from: in a directory of classes by
 * walking it, in a jar by the class's own {@link JarURLConnection}, which the JDK answers for a jar
 * and Spring Boot's loader for a jar inside an executable jar. So no list of files has to be kept,
 * and a folder {@code sql/} of somebody else's jar is never read.
 */
public final class SqlFiles {

    private static final String FOLDER = "sql/";

    private SqlFiles() {}

    /** The files packaged with a class; empty when nothing was packaged. */
    public static SortedMap<String, SortedMap<String, String>> packagedWith(Class<?> anchor) {
        String name = anchor.getName().replace('.', '/') + ".class";
        URL location = anchor.getResource("/" + name);
        if (location == null) {
            throw new IllegalStateException("no class file of " + anchor + " on the class path");
        }
        return besides(location, name);
    }

    /** The files in the root that holds the resource {@code name}, found at {@code location}. */
    static SortedMap<String, SortedMap<String, String>> besides(URL location, String name) {
        try {
            URLConnection connection = location.openConnection();
            if (connection instanceof JarURLConnection jar) {
                return inJar(jar);
            }
            String address = location.toString();
            String root = address.substring(0, address.length() - name.length());
            return inDirectory(Path.of(URI.create(root + FOLDER)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the SQL files beside " + location, e);
        }
    }

    /** The files of a directory that has one folder per mart; empty when there is none. */
    public static SortedMap<String, SortedMap<String, String>> inDirectory(Path directory) {
        SortedMap<String, SortedMap<String, String>> files = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            for (Path mart : list(directory, Files::isDirectory)) {
                for (Path file : list(mart, Files::isRegularFile)) {
                    put(files, name(mart), name(file), read(file));
                }
            }
        }
        return Collections.unmodifiableSortedMap(files);
    }

    private static SortedMap<String, SortedMap<String, String>> inJar(JarURLConnection connection)
            throws IOException {
        // a jar of its own: the shared, cached one must not be closed
        connection.setUseCaches(false);
        SortedMap<String, SortedMap<String, String>> files = new TreeMap<>();
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String[] path = entry.getName().split("/");
                if (entry.getName().startsWith(FOLDER)
                        && !entry.isDirectory()
                        && path.length == 3) {
                    byte[] content = jar.getInputStream(entry).readAllBytes();
                    put(files, path[1], path[2], new String(content, StandardCharsets.UTF_8));
                }
            }
        }
        return Collections.unmodifiableSortedMap(files);
    }

    private static void put(
            Map<String, SortedMap<String, String>> files, String mart, String file, String text) {
        files.computeIfAbsent(mart, any -> new TreeMap<>()).put(file, text);
    }

    private static Iterable<Path> list(Path directory, Predicate<Path> wanted) {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
