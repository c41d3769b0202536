package io.daybook.etl.imports;

import io.daybook.etl.run.RunFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Finds the files of an import: regular files inside one directory, wherever links may lead. */
final class ImportFiles {

    private final Path directory;
    private final Path root;

    /**
     * @param directory where relative names begin
     * @param root what no file may be outside of
     */
    ImportFiles(Path directory, Path root) {
        this.directory = directory.toAbsolutePath();
        try {
            this.root = this.directory.resolve(root).toRealPath();
        } catch (IOException exception) {
            throw refused("--import-root", root.toString(), "expected a directory that is there");
        }
    }

    /**
     * The real path of a file that is there.
     *
     * @param what names the argument, e.g. {@code --map}
     * @throws RunFailure with exit code 2 for anything but a regular file inside the root that can
     *     be read
     */
    Path existing(String what, String name) {
        Path real = real(what, name, path(what, name));
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(what, name, "expected a regular file");
        }
        if (!isReadable(real)) {
            throw refused(what, name, "expected a file that this user can read");
        }
        return real;
    }

    /** Found out by reading: permissions alone do not tell. */
    private static boolean isReadable(Path file) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            in.read();
            return true;
        } catch (IOException exception) {
            return false;
        }
    }

    /** A file that is to be written, in a directory inside the root. */
    Path writable(String what, String name) {
        return writable(what, name, path(what, name));
    }

    /** A file beside another one of this import. */
    Path beside(String what, Path file, String name) {
        return writable(what, name, file.resolveSibling(name));
    }

    private Path writable(String what, String name, Path path) {
        Path parent = path.getParent();
        Path last = path.getFileName();
        if (parent == null || last == null) {
            throw refused(what, name, "expected the name of a file");
        }
        Path real = real(what, name, parent).resolve(last);
        if (Files.exists(real, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(what, name, "expected a new file, or one of rejected rows");
        }
        return real;
    }

    private Path real(String what, String name, Path path) {
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException exception) {
            throw refused(what, name, "there is nothing of this name that can be read");
        }
        if (!real.startsWith(root)) {
            throw refused(
                    what,
                    name,
                    "expected a file inside of %s; --import-root names another directory"
                            .formatted(root));
        }
        return real;
    }

    private Path path(String what, String name) {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException invalid) {
            throw refused(what, name, "expected the name of a file");
        }
    }

    static RunFailure refused(String what, String name, String expected) {
        return new RunFailure(
                2, "Invalid %s: %s (%s). Nothing was changed.".formatted(what, name, expected));
    }
}
