package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The help texts, whole. They stand in src/test/resources/usage, one file per command. */
class UsageTest {

    @Test
    void showsAllCommandsAndExitCodes() throws IOException {
        assertThat(CommandRun.of("--help")).isEqualTo(new CommandRun(0, expected("daybook"), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "backfill",
                "plan",
                "status",
                "gaps",
                "verify",
                "explain",
                "import",
                "export",
                "doctor",
                "migrate",
                "serve",
                "catalog",
                "help"
            })
    void showsOneCommand(String command) throws IOException {
        assertThat(CommandRun.of(command, "--help"))
                .isEqualTo(new CommandRun(0, expected(command), ""));
    }

    @Test
    void helpIsTheHelpOfACommand() throws IOException {
        assertThat(CommandRun.of("help")).isEqualTo(new CommandRun(0, expected("daybook"), ""));
        assertThat(CommandRun.of("help", "run")).isEqualTo(new CommandRun(0, expected("run"), ""));
    }

    @Test
    void offersNoPasswordAsAnArgument() {
        assertThat(
                        Stream.of(
                                        "demo",
                                        "run",
                                        "backfill",
                                        "plan",
                                        "status",
                                        "verify",
                                        "import",
                                        "export",
                                        "serve")
                                .map(command -> CommandRun.of(command, "--help").out()))
                .noneMatch(usage -> usage.toLowerCase(java.util.Locale.ROOT).contains("password"));
    }

    private static String expected(String name) throws IOException {
        Path file = Path.of("src/test/resources/usage", name + ".txt");
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
