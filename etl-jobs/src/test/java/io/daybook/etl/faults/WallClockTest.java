package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Only the databases' clocks decide; no lock expires by time. */
class WallClockTest {

    private static final Path MAIN = Path.of("src/main/java/io/daybook/etl");

    /** Everything that tells the time of day or the zone of this machine. */
    private static final Pattern CLOCK =
            Pattern.compile(
                    "\\b(Instant|LocalDate|LocalDateTime|LocalTime|OffsetDateTime|ZonedDateTime|Year|YearMonth)"
                            + "\\.now\\(|currentTimeMillis|\\bClock\\.|new Date\\(|Calendar\\.getInstance"
                            + "|ZoneId\\.systemDefault|TimeZone\\.getDefault");

    private static final Pattern TIMED_LOCK =
            Pattern.compile(
                    "SchedulerLock|shedlock|lockAtMost|lockAtLeast", Pattern.CASE_INSENSITIVE);

    /** It writes when a dead process's batch history ended, which nothing ever reads back. */
    private static final String HISTORY_ONLY = "batch/BatchContext.java";

    @Test
    void noClassOfARunReadsTheClockOfItsMachine() throws IOException {
        for (String part :
                List.of(
                        "plan",
                        "compute",
                        "check",
                        "publish",
                        "run",
                        "batch",
                        "engine",
                        "database",
                        "status")) {
            assertThat(MAIN.resolve(part)).isDirectory();
            assertThat(
                            found(MAIN.resolve(part), CLOCK)
                                    .filter(line -> !line.startsWith(HISTORY_ONLY)))
                    .as(part)
                    .isEmpty();
        }
        assertThat(found(MAIN.resolve("batch"), CLOCK))
                .as("the exception is still one")
                .isNotEmpty();
    }

    @Test
    void noLockExpiresByTime() throws IOException {
        assertThat(found(MAIN, TIMED_LOCK)).isEmpty();
    }

    private static Stream<String> found(Path folder, Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (pattern.matcher(line).find()) {
                        found.add(
                                MAIN.relativize(file).toString().replace('\\', '/')
                                        + ": "
                                        + line.strip());
                    }
                }
            }
        }
        return found.stream();
    }
}
