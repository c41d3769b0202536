package io.daybook.etl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerHomeTest {

    @TempDir Path directory;

    @Test
    void makesAHomeWithItsParentsForTheOwnerAlone() throws Exception {
        Path path = directory.resolve("a/b/home");
        ServerHome home = ServerHome.prepare(path);
        assertThat(home.path()).isEqualTo(path.toRealPath());
        assertThat(permissions(path)).isEqualTo("rwx------");
    }

    @Test
    void closesAHomeThatOthersCanRead() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        ServerHome.prepare(directory);
        assertThat(permissions(directory)).isEqualTo("rwx------");
    }

    @Test
    void keepsThePasswordOfAnInitialisationThatWasInterrupted() throws Exception {
        ServerHome home = ServerHome.prepare(directory);
        home.createPasswordIfMissing();
        String password = home.password();
        home.createPasswordIfMissing();
        assertThat(home.password()).isEqualTo(password).hasSize(32);
        assertThat(permissions(home.passwordFile())).isEqualTo("rw-------");
    }

    @Test
    void removesWhatAnInterruptedInitialisationLeft() throws Exception {
        ServerHome home = ServerHome.prepare(directory);
        Path left = Files.createDirectories(directory.resolve("data.part-1-2/base/1"));
        Files.createFile(left.resolve("1234"));
        assertThat(home.newDataPart()).doesNotExist();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void saysWhatToDoWithoutItsPassword() {
        ServerHome home = ServerHome.prepare(directory);
        assertThatThrownBy(home::password)
                .isInstanceOf(EmbeddedServerUnavailable.class)
                .hasMessage(
                        "The password of the embedded PostgreSQL cannot be read: %s (expected a"
                                        .formatted(home.passwordFile())
                                + " file beside %s). Put the file back, or move both away to begin"
                                        .formatted(home.data())
                                + " with an empty server.");
    }

    @Test
    void refusesAFile() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> ServerHome.prepare(file))
                .isInstanceOf(EmbeddedServerUnavailable.class)
                .hasMessageStartingWith("DAYBOOK_HOME cannot be used: " + file);
    }

    @Test
    void refusesTheUsersHomeDirectory() {
        Path userHome = Path.of(System.getProperty("user.home"));
        assertThatThrownBy(() -> ServerHome.prepare(userHome))
                .hasMessage(
                        "Invalid DAYBOOK_HOME: %s (expected a directory of Daybook's own). Set"
                                        .formatted(userHome)
                                + " DAYBOOK_HOME to a new directory, for example %s."
                                        .formatted(userHome.resolve(".daybook")));
        assertThatThrownBy(() -> ServerHome.prepare(Path.of("/")))
                .isInstanceOf(EmbeddedServerUnavailable.class);
    }

    @Test
    void refusesAPathThatAShellWouldRewrite() {
        assertThatThrownBy(() -> ServerHome.prepare(directory.resolve("a$b")))
                .hasMessageContaining("a$b (expected a path without double quote, dollar");
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
