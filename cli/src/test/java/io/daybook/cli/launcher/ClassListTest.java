package io.daybook.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassListTest {

    /** A list that lags behind is only slower; one that names the classes of another age is bad. */
    @Test
    void namesClassesThatMostlyExist() throws IOException {
        List<String> named =
                Files.readAllLines(Path.of("src/main/cds/classes.lst")).stream()
                        .filter(line -> !line.startsWith("@"))
                        .toList();
        List<String> missing = named.stream().filter(name -> !exists(name)).toList();

        assertThat(named)
                .contains("io/daybook/cli/Daybook", "org/springframework/batch/core/job/Job");
        assertThat(missing)
                .as("%d names; to be recorded again by src/main/cds/record", named.size())
                .hasSizeLessThan(named.size() / 10);
    }

    private static boolean exists(String name) {
        return ClassLoader.getSystemResource(name + ".class") != null;
    }
}
