package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every attack stands in {@code docs/security.md}, and every test that it names exists. */
class SecurityDocumentTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** A test class, or one of its methods, in code font. */
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");

    private final String document = read(ROOT.resolve("docs/security.md"));

    @Test
    void everyAttackHasOneRowInOrder() {
        assertThat(
                        Pattern.compile("(?m)^\\| (\\d+) \\|")
                                .matcher(document)
                                .results()
                                .map(row -> Integer.valueOf(row.group(1))))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 44).boxed().toList());
    }

    @Test
    void everyTestItNamesExists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing =
                NAMED.matcher(document)
                        .results()
                        .filter(named -> !exists(sources, named.group(1), named.group(2)))
                        .map(named -> named.group())
                        .toList();
        assertThat(missing).isEmpty();
        assertThat(NAMED.matcher(document).results().count()).isGreaterThan(44);
    }

    private static boolean exists(Map<String, String> sources, String type, String method) {
        String source = sources.get(type);
        return source != null && (method == null || source.contains("void " + method + "("));
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String module : List.of("metrics-schema", "etl-jobs", "api-readonly", "cli")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith("Test.java"))
                        .forEach(
                                file ->
                                        sources.merge(
                                                file.getFileName().toString().replace(".java", ""),
                                                read(file),
                                                String::concat));
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
