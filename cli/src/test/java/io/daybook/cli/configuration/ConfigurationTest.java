package io.daybook.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.events.velocity.LiveLimits;
import io.daybook.api.guard.Permission;
import io.daybook.api.redis.RedisSettings;
import io.daybook.api.token.TokenSettings;
import io.daybook.cli.configuration.Configuration.MartSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    private static final List<String> MARTS = List.of("events", "venues");
    private static final String URL = "jdbc:postgresql://db.example/shop";

    @TempDir Path directory;

    @Test
    void hasADefaultForEverything() {
        Configuration configuration = load(Map.of("HOME", "/home/ada"));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.home()).isEqualTo(Path.of("/home/ada/.daybook"));
        assertThat(configuration.embedded()).isTrue();
        assertThat(configuration.owner().user()).isEqualTo("daybook_owner");
        assertThat(configuration.writer().user()).isEqualTo("daybook_writer");
        assertThat(configuration.reader().user()).isEqualTo("daybook_reader");
        assertThat(configuration.overlap()).isEqualTo(Duration.ofSeconds(60));
        assertThat(configuration.longestTransaction()).isEqualTo(Duration.ofHours(1));
        assertThat(configuration.freshnessLimit()).isEqualTo(Duration.ofHours(26));
        assertThat(configuration.minGroup()).isEqualTo(5);
        assertThat(configuration.sources().get("venues"))
                .isEqualTo(
                        new MartSource(
                                Optional.empty(),
                                Optional.empty(),
                                "venues",
                                Optional.empty(),
                                false));
    }

    @Test
    void readsWhoMayAsk() {
        Access open = load(Map.of()).access();
        assertThat(open.origins()).isEmpty();
        assertThat(open.algorithms()).containsExactly("RS256");
        assertThat(open.roles()).isEqualTo(TokenSettings.DEFAULT_ROLES);
        assertThatThrownBy(open::tokens)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessage(
                        """
                        3 problems in the configuration:
                          jwt.issuer is not set (expected what the claim iss has to be, in DAYBOOK_JWT_ISSUER or daybook.yaml)
                          jwt.audience is not set (expected what the claim aud has to contain, in DAYBOOK_JWT_AUDIENCE or daybook.yaml)
                          jwt.jwks-url and jwt.key-file are not set (expected one of them: the address of the issuer's key set, or a file with its public key)
                        Nothing was changed; mend them and try again.\
                        """);
        TokenSettings tokens =
                load(Map.of(
                                "DAYBOOK_JWT_ISSUER", "https://issuer.example",
                                "DAYBOOK_JWT_AUDIENCE", "daybook",
                                "DAYBOOK_JWT_JWKS_URL", "https://issuer.example/keys",
                                "DAYBOOK_JWT_ALGORITHMS", "ES256, RS256",
                                "DAYBOOK_PERMISSIONS_FINANCE", "owner,accountant",
                                "DAYBOOK_RATE_REQUESTS_PER_MINUTE", "60"))
                        .access()
                        .tokens();
        assertThat(tokens.algorithms()).containsExactlyInAnyOrder("ES256", "RS256");
        assertThat(tokens.roles())
                .containsEntry(Permission.FINANCE, Set.of("owner", "accountant"))
                .containsEntry(Permission.READ, Set.of("owner", "analyst", "viewer"));
        assertThat(tokens.requestsPerMinute()).isEqualTo(60);
    }

    @Test
    void readsHowMuchIsServedAndWhereItIsShared() {
        Access usual = load(Map.of()).access();
        assertThat(usual.redis()).isEmpty();
        assertThat(usual.live()).isEqualTo(LiveLimits.USUAL);
        Configuration configuration =
                load(
                        Map.of(
                                "DAYBOOK_CACHE", "redis",
                                "DAYBOOK_REDIS_URL", "rediss://cache.example/2",
                                "DAYBOOK_REDIS_PASSWORD", "canary",
                                "DAYBOOK_REDIS_DEPLOYMENT", "east",
                                "DAYBOOK_LIVE_STREAMS", "7",
                                "DAYBOOK_LIVE_HEARTBEAT", "3s",
                                "DAYBOOK_METRICS_TEXTFILE", "metrics"));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.access().redis())
                .contains(
                        new RedisSettings(
                                URI.create("rediss://cache.example/2"),
                                Optional.empty(),
                                Optional.of("canary"),
                                "east"));
        assertThat(configuration.access().redis().toString()).doesNotContain("canary");
        assertThat(configuration.access().live())
                .isEqualTo(new LiveLimits(500, 7, Duration.ofSeconds(3), Duration.ofMinutes(30)));
        assertThat(configuration.metrics()).contains(directory.resolve("metrics"));
    }

    /** An address is not repeated: it may hold a password. */
    @Test
    void refusesWhatIsNoCache() {
        for (String address :
                List.of(
                        "http://cache.example",
                        "redis://user:canary@cache.example",
                        "redis://cache.example/canary",
                        "redis://cache.example?password=canary",
                        "canary at home")) {
            assertThat(
                            load(Map.of("DAYBOOK_CACHE", "redis", "DAYBOOK_REDIS_URL", address))
                                    .problems())
                    .as(address)
                    .containsExactly(
                            "Invalid redis.url (expected redis://host:port, rediss:// for TLS, with"
                                    + " /1 at its end database 1; user and password are redis.user and"
                                    + " redis.password)");
        }
        assertThat(
                        load(Map.of(
                                        "DAYBOOK_CACHE", "disk",
                                        "DAYBOOK_LIVE_LONGEST", "0s"))
                                .problems())
                .containsExactly(
                        "Invalid live.longest: 0 (expected a duration such as 15s or 30m; from"
                                + " DAYBOOK_LIVE_LONGEST)",
                        "Invalid cache: disk (expected memory or redis; from DAYBOOK_CACHE)");
    }

    @Test
    void takesOriginsOnlyAsBrowsersWriteThem() {
        Configuration configuration =
                load(
                        Map.of(
                                "DAYBOOK_ALLOWED_ORIGINS",
                                "https://a.example, *, http://localhost:5173"));
        assertThat(configuration.problems())
                .containsExactly(
                        "Invalid allowed-origins: * (expected origins such as https://example.com,"
                                + " with commas between them; from DAYBOOK_ALLOWED_ORIGINS)");
        assertThat(configuration.access().origins())
                .contains("https://a.example", "http://localhost:5173");
    }

    @Test
    void knowsWhenTheEmbeddedServerIsToBeMade() throws IOException {
        Map<String, String> home = Map.of("DAYBOOK_HOME", directory.toString());
        assertThat(load(home).startsNewServer()).isTrue();
        Files.createDirectory(directory.resolve("data"));
        assertThat(load(home).startsNewServer()).isFalse();
        assertThat(
                        load(Map.of("DAYBOOK_HOME", "/nowhere", "DAYBOOK_STORE_URL", URL))
                                .startsNewServer())
                .isFalse();
    }

    /** Others may use the prefix, and the launcher does. No value is shown. */
    @Test
    void warnsOfMisspeltVariables() {
        Configuration configuration =
                load(
                        Map.of(
                                "DAYBOOK_STORE_URI", "secret",
                                "DAYBOOK_SOURCE_PASSWRD", "secret",
                                "DAYBOOK_EVENT_SOURCE_URL", "secret",
                                "DAYBOOK_JAVA_OPTS", "-Xmx1g",
                                "DAYBOOK_TEST_JDBC_URL", URL,
                                "DAYBOOK_COLOUR_OF_THE_SKY", "blue",
                                "DAYBOOK_SOURCE_URL", URL,
                                "DAYBOK_STORE_URL", URL));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.warnings())
                .containsExactly(
                        "Unknown variable: DAYBOOK_EVENT_SOURCE_URL (did you mean"
                                + " DAYBOOK_EVENTS_SOURCE_URL?); it is ignored",
                        "Unknown variable: DAYBOOK_SOURCE_PASSWRD (did you mean"
                                + " DAYBOOK_SOURCE_PASSWORD?); it is ignored",
                        "Unknown variable: DAYBOOK_STORE_URI (did you mean DAYBOOK_STORE_URL?); it"
                                + " is ignored");
    }

    @Test
    void prefersTheEnvironmentToTheFile() throws IOException {
        write(
                """
                source:
                  overlap: 5s
                  longest-transaction: 2h
                privacy.min-group: 7
                """);
        Configuration configuration = load(Map.of("DAYBOOK_SOURCE_OVERLAP", "10s"));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.overlap()).isEqualTo(Duration.ofSeconds(10));
        assertThat(configuration.longestTransaction()).isEqualTo(Duration.ofHours(2));
        assertThat(configuration.minGroup()).isEqualTo(7);
    }

    @Test
    void readsTheFileOfTheOptionInsteadOfTheOneInTheDirectory() throws IOException {
        write("privacy.min-group: 7\n");
        Path other = Files.writeString(directory.resolve("other.yaml"), "privacy.min-group: 9\n");
        assertThat(Configuration.load(Optional.of(other), directory, Map.of(), MARTS).minGroup())
                .isEqualTo(9);
    }

    @Test
    void givesEachMartItsOwnSource() throws IOException {
        write(
                """
                source:
                  url: %1$s
                  user: reporting
                events:
                  source:
                    schema: ticketing
                    floor: 2024-01-01
                venues.source.url: %1$s2
                """
                        .formatted(URL));
        Configuration configuration =
                load(Map.of("DAYBOOK_VENUES_SOURCE_USER", "club", "DAYBOOK_SOURCE_PASSWORD", "x"));
        assertThat(configuration.problems()).isEmpty();
        MartSource events = configuration.sources().get("events");
        assertThat(events.url()).hasValue(URL);
        assertThat(events.login()).hasValue(new Login("reporting", Optional.of("x")));
        assertThat(events.schema()).isEqualTo("ticketing");
        assertThat(events.floor()).hasValue(LocalDate.of(2024, 1, 1));
        MartSource venues = configuration.sources().get("venues");
        assertThat(venues.url()).hasValue(URL + "2");
        assertThat(venues.login()).hasValue(new Login("club", Optional.empty()));
        assertThat(MARTS).allMatch(configuration::hasOwnSource);
    }

    /** What holds for all marts says of none that it is there; neither do its login and floor. */
    @Test
    void tellsWhichMartsHaveASourceOfTheirOwn() {
        Configuration configuration =
                load(
                        Map.of(
                                "DAYBOOK_STORE_URL",
                                URL,
                                "DAYBOOK_SOURCE_URL",
                                URL + "2",
                                "DAYBOOK_EVENTS_SOURCE_USER",
                                "tickets",
                                "DAYBOOK_EVENTS_SOURCE_FLOOR",
                                "2024-01-01"));
        assertThat(MARTS).allMatch(configuration::hasSource);
        assertThat(MARTS).noneMatch(configuration::hasOwnSource);
        Configuration schemaOnly =
                load(Map.of("DAYBOOK_STORE_URL", URL, "DAYBOOK_EVENTS_SOURCE_SCHEMA", "shop"));
        assertThat(MARTS).noneMatch(schemaOnly::hasSource);
        assertThat(MARTS).filteredOn(schemaOnly::hasOwnSource).containsExactly("events");
    }

    @Test
    void reportsAllProblemsTogether() throws IOException {
        write(
                """
                sorce:
                  url: x
                freshness.limit: 26
                events.source.floor: 2024-02-30
                privacy.min-group: 0
                """);
        Configuration configuration =
                load(Map.of("DAYBOOK_SOURCE_OVERLAP", "fortnight", "DAYBOOK_STORE_URL", URL));
        assertThatThrownBy(() -> check(configuration, Need.SOURCE, Need.WRITER))
                .hasMessage(
                        """
                        7 problems in the configuration:
                          Unknown key: sorce.url (did you mean source.url?) in %1$s
                          Invalid events.source.floor: 2024-02-30 (expected a day such as 2025-01-31; from %1$s)
                          Invalid source.overlap: fortnight (expected a duration such as 60s or 1h; from DAYBOOK_SOURCE_OVERLAP)
                          Invalid freshness.limit: 26 (expected a duration such as 60s or 1h; from %1$s)
                          Invalid privacy.min-group: 0 (expected a whole number from 1 on; from %1$s)
                          source.url is not set (expected the JDBC URL of the operational database, in DAYBOOK_SOURCE_URL or daybook.yaml)
                          store.writer.password is not set (expected the password of daybook_writer, in DAYBOOK_STORE_WRITER_PASSWORD or daybook.yaml)
                        Nothing was changed; mend them and try again.\
                        """
                                .formatted(directory.resolve("daybook.yaml")));
    }

    @Test
    void asksForPasswordsWhereItCan() {
        Configuration configuration = load(Map.of("DAYBOOK_STORE_URL", URL));
        Requirements.check(configuration, EnumSet.of(Need.WRITER), MARTS, true);
    }

    @Test
    void acceptsAnEmptyPassword() {
        Configuration configuration =
                load(Map.of("DAYBOOK_STORE_URL", URL, "DAYBOOK_STORE_WRITER_PASSWORD", ""));
        check(configuration, Need.WRITER);
    }

    @Test
    void refusesOneSchemaForSourceAndStore() {
        Configuration configuration =
                load(
                        Map.of(
                                "DAYBOOK_STORE_URL",
                                URL + "?sslmode=require",
                                "DAYBOOK_SOURCE_URL",
                                URL,
                                "DAYBOOK_VENUES_SOURCE_SCHEMA",
                                "club"));
        assertThatThrownBy(() -> check(configuration))
                .hasMessageContaining("1 problem")
                .hasMessageContaining("source and store are both " + URL)
                .hasMessageContaining("the schema events would hold");
    }

    @Test
    void refusesADuplicateKeyAndQuotesNoLine() throws IOException {
        write("store.writer.password: canary\nstore.writer.password: canary2\n");
        Configuration configuration = load(Map.of());
        assertThatThrownBy(() -> check(configuration))
                .hasMessageContaining("is no YAML in line 2")
                .hasMessageNotContaining("canary");
    }

    /** Attack 25. */
    @Test
    void warnsOfAPasswordThatOthersCanRead() throws IOException {
        Path file = write("store.writer.password: canary\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(load(Map.of()).warnings())
                .containsExactly(
                        "%1$s holds a password and others can read it: rw-r--r-- (expected rw-------; chmod 600 %1$s)"
                                .formatted(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(load(Map.of()).warnings()).isEmpty();
    }

    @Test
    void printsNoPassword() throws IOException {
        write("store.owner.password: canary\nimport.user: i\nimport.password: canary\n");
        assertThat(load(Map.of("DAYBOOK_STORE_READER_PASSWORD", "canary")).toString())
                .doesNotContain("canary");
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("daybook.yaml"), yaml);
    }

    private Configuration load(Map<String, String> environment) {
        return Configuration.load(Optional.empty(), directory, environment, MARTS);
    }

    private static void check(Configuration configuration, Need... needs) {
        Requirements.check(configuration, Set.of(needs), MARTS, false);
    }
}
