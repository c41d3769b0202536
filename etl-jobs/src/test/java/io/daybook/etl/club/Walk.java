package io.daybook.etl.club;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.imports.CsvImport;
import io.daybook.etl.imports.ImportReport;
import io.daybook.etl.imports.ImportRequest;
import io.daybook.etl.imports.PreparedImport;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code docs/import-csv.md} tells a reader to do, done in a directory of its own. */
final class Walk {

    private static final Path PAGE = Path.of("../docs/import-csv.md");
    private static final Pattern SCRIPT = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Pattern MAP = Pattern.compile("(?s)```yaml\n# (\\w+\\.yaml)\n(.*?)```");
    private static final Pattern IMPORT =
            Pattern.compile(
                    "(?m)^    daybook import venues (\\w+) (\\S+)(?: --map (\\S+))?( --create)?$");

    private final Mart venues = Catalogue.load().mart("venues");
    private final TestDatabase source = TestPostgres.server().createDatabase();
    private final Path directory;
    final TestDatabase store = TestPostgres.server().createStore();

    Walk(Path directory) {
        this.directory = directory;
    }

    /** Copies the published files and makes those that the page writes. */
    void prepare(Path data) throws IOException, InterruptedException {
        for (String name : List.of("members.csv", "facilities.csv", "bookings.csv")) {
            Files.copy(data.resolve(name), directory.resolve(name));
        }
        String page = Files.readString(PAGE);
        for (MatchResult map : MAP.matcher(page).results().toList()) {
            Files.writeString(directory.resolve(map.group(1)), map.group(2));
        }
        Path script = directory.resolve("walk.sh");
        Files.writeString(
                script,
                "set -e\n" + SCRIPT.matcher(page).results().findFirst().orElseThrow().group(1));
        int code =
                new ProcessBuilder("sh", script.toString())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("walk.log").toFile())
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("walk.log")));
        }
    }

    /** Does the page's imports; the reports by table, in the page's order. */
    Map<String, ImportReport> importAll() throws IOException {
        Map<String, ImportReport> reports = new LinkedHashMap<>();
        for (MatchResult line : IMPORT.matcher(Files.readString(PAGE)).results().toList()) {
            ImportRequest request =
                    new ImportRequest(
                            directory,
                            directory,
                            line.group(2),
                            Optional.ofNullable(line.group(3)),
                            Optional.empty(),
                            line.group(4) != null,
                            0);
            reports.put(
                    line.group(1),
                    new CsvImport(
                                    PreparedImport.of(venues, line.group(1), request),
                                    sourceSettings(),
                                    new Credentials(source.user(), source.password()),
                                    storeSettings(),
                                    Progress.SILENT)
                            .run());
        }
        return reports;
    }

    RunReport run() {
        return new MartRunner(venues, sourceSettings(), storeSettings(), Progress.SILENT)
                .run(new RunRequest.Nightly(RunRequest.Verification.NEVER));
    }

    private SourceSettings sourceSettings() {
        return new SourceSettings(
                source.url(),
                new Credentials(source.user(), source.password()),
                "venues",
                Duration.ZERO,
                Duration.ofHours(1),
                Optional.empty());
    }

    private StoreSettings storeSettings() {
        return new StoreSettings(
                store.url(),
                Optional.empty(),
                new Credentials(TestPostgres.WRITER, TestPostgres.WRITER),
                TestPostgres.READER);
    }
}
