package io.daybook.etl.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.run.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack 20: names that lead elsewhere, or to something else than a file. */
class ImportFilesTest {

    @TempDir Path directory;

    private Path root = Path.of("");

    @BeforeEach
    void makeFiles() throws IOException, InterruptedException {
        root = Files.createDirectory(directory.resolve("root"));
        Files.writeString(directory.resolve("outside.csv"), "a\n");
        Files.writeString(root.resolve("inside.csv"), "a\n");
        Files.createSymbolicLink(root.resolve("out.csv"), directory.resolve("outside.csv"));
        Files.createSymbolicLink(root.resolve("in.csv"), root.resolve("inside.csv"));
        Files.createSymbolicLink(root.resolve("away"), directory);
        Files.createDirectory(root.resolve("folder"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start().waitFor())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../../../../../../../../etc/passwd",
                "/etc/passwd",
                "/dev/zero",
                "../outside.csv",
                "out.csv",
                "away/outside.csv",
                "\\\\host\\share\\file.csv",
                "file:///etc/passwd",
                "nul\0.csv",
                "fifo",
                "folder",
                "",
                "missing.csv"
            })
    void refuses(String name) {
        ImportFiles files = new ImportFiles(root, root);
        assertThatThrownBy(() -> files.existing("file", name))
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessageStartingWith("Invalid file: " + name + " (")
                .hasMessageEndingWith("). Nothing was changed.");
    }

    /**
     * Nobody can read the beginning of a process's memory, and root can read whatever permissions
     * keep from others.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesARegularFileThatCannotBeRead() {
        Path proc = Path.of("/proc");
        assertThatThrownBy(() -> new ImportFiles(proc, proc).existing("--map", "self/mem"))
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage(
                        "Invalid --map: self/mem (expected a file that this user can read). Nothing"
                                + " was changed.");
    }

    @Test
    void saysWhichDirectoryIsMeant() throws IOException {
        assertThatThrownBy(() -> new ImportFiles(root, root).existing("--map", "out.csv"))
                .hasMessage(
                        ("Invalid --map: out.csv (expected a file inside of %s; --import-root names"
                                        + " another directory). Nothing was changed.")
                                .formatted(root.toRealPath()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inside.csv", "in.csv", "folder/../inside.csv", "away/root/inside.csv"})
    void acceptsWhatEndsInside(String name) throws IOException {
        assertThat(new ImportFiles(root, root).existing("file", name))
                .isEqualTo(root.resolve("inside.csv").toRealPath());
    }

    @Test
    void takesAnAbsoluteNameInsideAnotherRoot() throws IOException {
        Path outside = directory.resolve("outside.csv");
        assertThat(new ImportFiles(root, directory).existing("file", outside.toString()))
                .isEqualTo(outside.toRealPath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../rejects.csv", "away/rejects.csv", "out.csv", "folder", "fifo", "/"})
    void refusesToWrite(String name) {
        ImportFiles files = new ImportFiles(root, root);
        assertThatThrownBy(() -> files.writable("--rejects", name))
                .isInstanceOf(RunFailure.class)
                .hasMessageStartingWith("Invalid --rejects: " + name + " (");
    }

    @Test
    void replacesNoFileOfAnotherKind() {
        assertThatThrownBy(() -> RejectsFile.at(root.resolve("inside.csv")))
                .hasMessage(
                        "Invalid --rejects: inside.csv (expected a new file, or one of rejected"
                                + " rows; it was left as it is). Nothing was changed.");
    }
}
