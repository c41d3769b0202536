package io.daybook.etl.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Data that others published: beside the repository, not in it. */
public final class PublishedData {

    private PublishedData() {}

    /**
     * The folder of that name: below {@code daybook.test.data}, else below {@code shared/data}
     * beside the repository. Without it the test is skipped.
     */
    public static Path folder(String name) {
        Optional<Path> folder = found(name);
        Assumptions.assumeTrue(
                folder.isPresent(),
                ("Skipped: no folder shared/data/%s beside the repository (or name the folder above"
                                + " it: -Ddaybook.test.data=...)")
                        .formatted(name));
        return folder.orElseThrow();
    }

    private static Optional<Path> found(String name) {
        String configured = System.getProperty("daybook.test.data");
        if (configured != null) {
            return Optional.of(Path.of(configured, name)).filter(Files::isDirectory);
        }
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            Path data = folder.resolve("shared/data").resolve(name);
            if (Files.isDirectory(data)) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }
}
