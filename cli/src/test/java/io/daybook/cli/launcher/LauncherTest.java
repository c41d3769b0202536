package io.daybook.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    /**
     * Does what the launcher needs of Java, notes each call, and says in the end how it was
     * started. It lays out and archives nothing when there is a file that forbids it.
     */
    private static final String JAVA =
            """
            #!/bin/sh
            home=$(dirname "$(dirname "$0")")
            for argument in "$@"; do
                case $argument in
                    -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
                    -XX:SharedClassListFile=*) list=${argument#*=} ;;
                esac
                last=$argument
            done
            case $1 in
                -Djarmode=tools)
                    echo 'lays out' >>"$home/calls"
                    [ ! -e "$home/no-layout" ] || exit 1
                    mkdir -p "$last/lib" && cp "$3" "$last/daybook.jar"
                    ;;
                -Xshare:dump)
                    echo "archives $(tr '\\n' ' ' <"$list")" >>"$home/calls"
                    [ ! -e "$home/no-archive" ] || exit 1
                    echo classes >"$archive"
                    ;;
                *)
                    echo "process $$"
                    for argument in "$@"; do echo "$argument"; done
                    exit 42
                    ;;
            esac
            """;

    @TempDir Path temporary;
    private Path root;
    private Path java;

    @BeforeEach
    void buildAsIfByMaven() throws IOException {
        root = temporary.resolve("a path with spaces");
        java = temporary.resolve("java home");
        write(root.resolve("pom.xml"), "");
        write(root.resolve("cli/src/main/cds/classes.lst"), "listed/Here\n");
        Files.copy(Path.of("../daybook"), root.resolve("daybook"));
        write(root.resolve("cli/target/daybook.jar"), "jar");
        write(java.resolve("lib/classlist"), "listed/ByTheJdk\n");
        write(java.resolve("bin/java"), JAVA);
        Files.setPosixFilePermissions(
                java.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        version("17.0.15");
    }

    @Test
    void startsFromTheLayoutWithItsArchive() throws Exception {
        Start first = start(root.resolve("daybook"), "run", "two words", "*");

        assertThat(first.err()).isEqualTo("Preparing fast starts once (some seconds)...\n");
        assertThat(calls()).containsExactly("lays out", "archives listed/ByTheJdk listed/Here ");
        assertThat(first.java())
                .containsExactly(
                        "-Xshare:auto",
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:SharedArchiveFile=" + layout().resolve("classes-17.0.15.jsa"),
                        "-jar",
                        layout().resolve("daybook.jar").toString(),
                        "run",
                        "two words",
                        "*");

        Start second = start(root.resolve("daybook"), "run", "two words", "*");
        assertThat(second.java()).isEqualTo(first.java());
        assertThat(second.err()).isEmpty();
        assertThat(calls()).hasSize(2);
    }

    @Test
    void becomesTheProcessThatSignalsReach() throws Exception {
        Start start = start(root.resolve("daybook"), "status");

        assertThat(start.javaProcess()).isEqualTo(start.process());
        assertThat(start.exitCode()).isEqualTo(42);
    }

    @Test
    void startsWithoutAnArchiveWhereJavaMakesNone() throws Exception {
        write(java.resolve("no-archive"), "");

        assertThat(start(root.resolve("daybook"), "run").java())
                .contains(layout().resolve("daybook.jar").toString())
                .noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
        assertThat(start(root.resolve("daybook"), "run").err()).isEmpty();
        assertThat(calls()).hasSize(2);
    }

    @Test
    void startsTheJarItselfWhereItCannotBeLaidOut() throws Exception {
        write(java.resolve("no-layout"), "");

        Start start = start(root.resolve("daybook"), "run");
        assertThat(start.exitCode()).isEqualTo(42);
        assertThat(start.java())
                .contains(root.toRealPath().resolve("cli/target/daybook.jar").toString())
                .noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
    }

    @Test
    void archivesOnceForEachVersionOfJava() throws Exception {
        start(root.resolve("daybook"), "run");
        version("21.0.2");
        start(root.resolve("daybook"), "run");
        version("17.0.15");

        assertThat(start(root.resolve("daybook"), "run").java())
                .contains("-XX:SharedArchiveFile=" + layout().resolve("classes-17.0.15.jsa"));
        assertThat(calls()).filteredOn("lays out"::equals).hasSize(1);
        assertThat(calls()).hasSize(3);
    }

    @Test
    void preparesAgainForANewJar() throws Exception {
        start(root.resolve("daybook"), "run");
        Path jar = root.resolve("cli/target/daybook.jar");
        write(jar, "new jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
        start(root.resolve("daybook"), "run");

        assertThat(layout().resolve("daybook.jar")).hasContent("new jar");
        assertThat(calls()).hasSize(4);
    }

    @Test
    void preparesAgainWhereItWasMovedTo() throws Exception {
        start(root.resolve("daybook"), "run");
        root = Files.move(root, temporary.resolve("moved"));

        assertThat(start(root.resolve("daybook"), "run").java())
                .contains("-XX:SharedArchiveFile=" + layout().resolve("classes-17.0.15.jsa"));
        assertThat(calls()).hasSize(4);
    }

    @Test
    void startsThroughASymbolicLinkFromElsewhere() throws Exception {
        Path link =
                Files.createSymbolicLink(
                        temporary.resolve("daybook"), Path.of("a path with spaces/daybook"));

        assertThat(start(link, "status").java())
                .contains(layout().resolve("daybook.jar").toString());
    }

    @Test
    void leavesLongWorkOnRowsToTheSecondCompiler() throws Exception {
        for (String command : List.of("serve", "demo", "import", "export")) {
            assertThat(start(root.resolve("daybook"), command).java())
                    .as(command)
                    .doesNotContain("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                    .contains("-XX:SharedArchiveFile=" + layout().resolve("classes-17.0.15.jsa"));
        }
    }

    /** Nothing else is to run out of memory because dashboards are read. */
    @Test
    void servesWithinAHeapOfItsOwn() throws Exception {
        assertThat(start(root.resolve("daybook"), "--quiet", "serve").java()).contains("-Xmx512m");
        assertThat(start(root.resolve("daybook"), "import").java()).doesNotContain("-Xmx512m");
    }

    private Path layout() throws IOException {
        return root.toRealPath().resolve("cli/target/layout");
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(java.resolve("calls"));
    }

    private void version(String version) throws IOException {
        write(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private Start start(Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(temporary.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().remove("DAYBOOK_JAVA_OPTS");
        builder.environment().putAll(Map.of("JAVA_HOME", java.toString()));
        Process process = builder.start();
        int exitCode = process.waitFor();
        return new Start(process.pid(), exitCode, Files.readAllLines(out), Files.readString(err));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** What came of one call of the launcher. */
    private record Start(long process, int exitCode, List<String> out, String err) {

        long javaProcess() {
            return Long.parseLong(out.get(0).substring("process ".length()));
        }

        /** The arguments that Java got. */
        List<String> java() {
            return out.subList(1, out.size());
        }
    }
}
