package io.daybook.cli.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the environment and daybook.yaml say, with defaults for the rest.
 *
 * @param storeUrl empty: the embedded server's store
 * @param sources by mart
 * @param metrics the directory that the metrics of runs are written to; empty: nowhere
 * @param warnings what the operator should mend although it can be used
 * @param problems what makes it unusable
 */
public record Configuration(
        Path home,
        Optional<String> storeUrl,
        Login owner,
        Login writer,
        Login reader,
        Optional<Login> importer,
        Map<String, MartSource> sources,
        Duration overlap,
        Duration longestTransaction,
        Duration freshnessLimit,
        int minGroup,
        Optional<Path> metrics,
        Access access,
        List<String> warnings,
        List<String> problems) {

    public static final String FILE = "daybook.yaml";

    /**
     * Where one mart is read from.
     *
     * @param url empty: the embedded server's source, when there is no store URL either
     * @param own whether URL or schema are set for this mart alone
     */
    public record MartSource(
            Optional<String> url,
            Optional<Login> login,
            String schema,
            Optional<LocalDate> floor,
            boolean own) {}

    public Configuration {
        sources = Map.copyOf(sources);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /**
     * Resolves the configuration; problems are kept until {@link Requirements} has added its own.
     *
     * @param explicit the file of {@code --config}; without it daybook.yaml in {@code directory},
     *     if there is one
     * @param marts the names of the catalogue's marts
     */
    public static Configuration load(
            Optional<Path> explicit,
            Path directory,
            Map<String, String> environment,
            List<String> marts) {
        List<String> problems = new ArrayList<>();
        Optional<ConfigurationFile> file = Optional.ofNullable(file(explicit, directory, problems));
        Settings settings = new Settings(environment, file.orElse(null), problems);
        settings.refuseUnknown(Keys.known(marts));
        return new Configuration(
                settings.text(Keys.HOME).map(Path::of).orElseGet(() -> defaultHome(environment)),
                url(settings, Keys.STORE_URL),
                role(settings, Keys.OWNER, "daybook_owner"),
                role(settings, Keys.WRITER, "daybook_writer"),
                role(settings, Keys.READER, "daybook_reader"),
                login(settings, Keys.IMPORT),
                sources(settings, marts),
                settings.duration(Keys.SOURCE_OVERLAP, Duration.ofSeconds(60)),
                settings.duration(Keys.LONGEST_TRANSACTION, Duration.ofHours(1)),
                settings.duration(Keys.FRESHNESS_LIMIT, Duration.ofHours(26)),
                settings.atLeastOne(Keys.MIN_GROUP, 5),
                settings.text(Keys.METRICS_TEXTFILE).map(directory::resolve),
                Access.read(settings),
                Stream.concat(
                                file.flatMap(ConfigurationFile::readableByOthers).stream(),
                                Variables.misspelt(environment, Keys.known(marts)).stream())
                        .toList(),
                problems);
    }

    /**
     * Where the user's own views are; needed to know the catalogue, without which nothing else is
     * read. Problems of the file are told by {@link #load}.
     *
     * @param explicit as for {@link #load}
     */
    public static Optional<Path> sqlDirectory(
            Optional<Path> explicit, Path directory, Map<String, String> environment) {
        List<String> toldLater = new ArrayList<>();
        return new Settings(environment, file(explicit, directory, toldLater), toldLater)
                .text(Keys.SQL_DIR)
                .map(directory::resolve);
    }

    private static @Nullable ConfigurationFile file(
            Optional<Path> explicit, Path directory, List<String> problems) {
        return explicit.or(() -> Optional.of(directory.resolve(FILE)).filter(Files::exists))
                .map(path -> ConfigurationFile.read(path, problems))
                .orElse(null);
    }

    /** The first day of a mart that is not sealed. */
    public Optional<LocalDate> floor(String mart) {
        return Optional.ofNullable(sources.get(mart)).flatMap(MartSource::floor);
    }

    /** Whether it is known where a mart is read from. */
    public boolean hasSource(String mart) {
        MartSource source = sources.get(mart);
        return source != null && (embedded() || source.url().isPresent());
    }

    /** Whether a mart has a source URL or schema of its own: whoever sets one means the mart. */
    public boolean hasOwnSource(String mart) {
        MartSource source = sources.get(mart);
        return source != null && source.own();
    }

    /** Whether source or store are on the embedded server. */
    public boolean embedded() {
        return storeUrl.isEmpty();
    }

    /** Whether opening the databases has to make the embedded server first. */
    public boolean startsNewServer() {
        return embedded() && Files.notExists(home.resolve("data"));
    }

    private static Path defaultHome(Map<String, String> environment) {
        return Path.of(
                environment.getOrDefault("HOME", System.getProperty("user.home")), ".daybook");
    }

    private static Map<String, MartSource> sources(Settings settings, List<String> marts) {
        Optional<String> commonUrl = url(settings, Keys.source("", "url"));
        Map<String, MartSource> sources = new TreeMap<>();
        for (String mart : marts) {
            Optional<String> ownUrl = url(settings, Keys.source(mart, "url"));
            Optional<String> ownSchema = settings.text(Keys.source(mart, "schema"));
            sources.put(
                    mart,
                    new MartSource(
                            ownUrl.or(() -> commonUrl),
                            login(settings, mart + ".source").or(() -> login(settings, "source")),
                            ownSchema.orElse(mart),
                            settings.day(Keys.source(mart, "floor")),
                            ownUrl.isPresent() || ownSchema.isPresent()));
        }
        return sources;
    }

    private static Optional<String> url(Settings settings, String key) {
        Optional<String> url = settings.text(key);
        url.ifPresent(text -> settings.problems().addAll(JdbcUrl.problems(key, text)));
        return url;
    }

    private static Login role(Settings settings, String login, String defaultName) {
        return new Login(
                settings.text(Keys.user(login)).orElse(defaultName),
                settings.given(Keys.password(login)));
    }

    private static Optional<Login> login(Settings settings, String login) {
        return settings.text(Keys.user(login))
                .map(user -> new Login(user, settings.given(Keys.password(login))));
    }
}
