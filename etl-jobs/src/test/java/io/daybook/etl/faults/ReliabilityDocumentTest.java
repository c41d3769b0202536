package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every failure mode stands in {@code docs/reliability.md}, and every test it names exists. */
class ReliabilityDocumentTest {

    private static final Path ROOT = root();

    /** A test class, or one of its methods, in code font. */
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");

    @Test
    void everyTestItNamesExists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing =
                NAMED.matcher(document())
                        .results()
                        .filter(named -> !exists(sources, named.group(1), named.group(2)))
                        .map(named -> named.group())
                        .toList();

        assertThat(missing).isEmpty();
        assertThat(NAMED.matcher(document()).results().count()).isGreaterThan(38);
    }

    @Test
    void everyFailureModeHasOneRowInOrder() throws IOException {
        Matcher rows = Pattern.compile("(?m)^\\| (\\d+|\\+) \\|").matcher(document());

        assertThat(rows.results().map(row -> row.group(1)).toList())
                .isEqualTo(
                        Stream.concat(
                                        IntStream.rangeClosed(1, 38).mapToObj(String::valueOf),
                                        Stream.of("+"))
                                .toList());
    }

    private static boolean exists(Map<String, String> sources, String type, String method) {
        String source = sources.get(type);
        return source != null && (method == null || source.contains("void " + method + "("));
    }

    private static String document() throws IOException {
        return Files.readString(ROOT.resolve("docs/reliability.md"));
    }

    /** The source of every test class by its simple name, which two modules may share. */
    private static Map<String, String> testSources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            Map<String, String> sources = new TreeMap<>();
            for (Path tests :
                    modules.map(module -> module.resolve("src/test/java"))
                            .filter(Files::isDirectory)
                            .toList()) {
                sourcesBelow(tests)
                        .forEach((name, source) -> sources.merge(name, source, String::concat));
            }
            return sources;
        }
    }

    private static Map<String, String> sourcesBelow(Path tests) throws IOException {
        try (Stream<Path> files = Files.walk(tests)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(
                            Collectors.toMap(
                                    file -> file.getFileName().toString().replace(".java", ""),
                                    read(),
                                    String::concat));
        }
    }

    private static Function<Path, String> read() {
        return file -> {
            try {
                return Files.readString(file);
            } catch (IOException exception) {
                throw new IllegalStateException(exception);
            }
        };
    }

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve("docs/decisions.md"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no docs/decisions.md above " + Path.of("").toAbsolutePath());
    }
}
