package io.daybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The committed jOOQ classes are those of the migrated schema. To write them anew: {@code ./mvnw
 * -pl metrics-schema test -Dtest=GeneratedClassesDriftIntegrationTest
 * -Ddaybook.test.jvm=-Ddaybook.regenerate=true}.
 */
class GeneratedClassesDriftIntegrationTest {

    private static final Path COMMITTED = Path.of("src/main/java");
    private static final String PACKAGE = "io.daybook.schema.generated";
    private static final String FOLDER = PACKAGE.replace('.', '/');

    @TempDir Path folder;

    @Test
    void committedClassesAreThoseOfTheMigratedSchema() throws Exception {
        TestDatabase store = TestPostgres.server().createStore();
        generateInEnglish(store, folder);
        if (Boolean.getBoolean("daybook.regenerate")) {
            replace(folder.resolve(FOLDER), COMMITTED.resolve(FOLDER));
        }
        assertThat(contents(COMMITTED.resolve(FOLDER)))
                .as("run this test with daybook.regenerate=true and commit what it writes")
                .isNotEmpty()
                .isEqualTo(contents(folder.resolve(FOLDER)));
    }

    /** The generator's names follow the JVM's language in places, whatever it is told. */
    private static void generateInEnglish(TestDatabase store, Path target) throws Exception {
        Locale language = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        try {
            generate(store, target);
        } finally {
            Locale.setDefault(language);
        }
    }

    private static void generate(TestDatabase store, Path target) throws Exception {
        Database database =
                new Database()
                        .withName("org.jooq.meta.postgres.PostgresDatabase")
                        .withIncludes(".*")
                        .withExcludes("daybook\\.(flyway_.*|open_mart|protect)|flyway_.*")
                        .withIncludeRoutines(false)
                        .withOutputSchemaToDefault(false)
                        .withSchemata(
                                new SchemaMappingType().withInputSchema("daybook"),
                                new SchemaMappingType().withInputSchema("events"),
                                new SchemaMappingType().withInputSchema("venues"));
        GenerationTool.generate(
                new Configuration()
                        .withJdbc(
                                new Jdbc()
                                        .withUrl(store.url())
                                        .withUser(store.user())
                                        .withPassword(store.password()))
                        .withGenerator(
                                new Generator()
                                        .withDatabase(database)
                                        .withGenerate(
                                                new Generate()
                                                        .withGeneratedAnnotation(false)
                                                        .withGlobalCatalogReferences(false)
                                                        .withDefaultCatalog(false)
                                                        .withJavaTimeTypes(true))
                                        .withTarget(
                                                new Target()
                                                        .withPackageName(PACKAGE)
                                                        .withDirectory(target.toString()))));
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        if (!Files.exists(root)) {
            return contents;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private static void replace(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> files = Files.walk(to)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        for (Map.Entry<String, String> file : contents(from).entrySet()) {
            Path target = to.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }
}
