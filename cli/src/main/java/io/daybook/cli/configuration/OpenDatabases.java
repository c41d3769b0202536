package io.daybook.cli.configuration;

import io.daybook.cli.configuration.Configuration.MartSource;
import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.metrics.RunMetrics;
import io.daybook.etl.migrate.CustomTables;
import io.daybook.etl.migrate.EmbeddedDatabases;
import io.daybook.etl.migrate.MigrationReport;
import io.daybook.etl.migrate.Migrator;
import io.daybook.schema.catalogue.Catalogue;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Source and store of a command: those configured, and the embedded server's where there is no
 * store URL. Passwords that are not configured are asked for when they are needed.
 */
public final class OpenDatabases implements AutoCloseable {

    private final Configuration configuration;
    private final @Nullable EmbeddedDatabases embedded;
    private final UnaryOperator<String> askPassword;
    private final Map<String, String> answers = new HashMap<>();

    private OpenDatabases(
            Configuration configuration,
            @Nullable EmbeddedDatabases embedded,
            UnaryOperator<String> askPassword) {
        this.configuration = configuration;
        this.embedded = embedded;
        this.askPassword = askPassword;
    }

    /**
     * Checks that the configuration has what is needed, and starts the embedded server if it is.
     *
     * @param marts the marts that the command works on
     * @param askPassword asks for the password of {@code role at address}; empty when nobody can be
     *     asked
     * @throws InvalidConfiguration naming all problems at once
     */
    public static OpenDatabases open(
            Configuration configuration,
            Set<Need> needs,
            List<String> marts,
            Optional<UnaryOperator<String>> askPassword) {
        Requirements.check(configuration, needs, marts, askPassword.isPresent());
        return new OpenDatabases(
                configuration,
                configuration.embedded()
                        ? EmbeddedDatabases.open(
                                configuration.home(), List.copyOf(configuration.sources().keySet()))
                        : null,
                askPassword.orElse(role -> ""));
    }

    /** What opening the embedded store migrated; empty for a store of the user's. */
    public Optional<MigrationReport> migration() {
        return Optional.ofNullable(embedded).map(EmbeddedDatabases::migration);
    }

    /** The store as its writer. */
    public StoreSettings store() {
        if (embedded != null) {
            return embedded.store();
        }
        return new StoreSettings(
                storeUrl(),
                Optional.empty(),
                credentials(configuration.writer(), storeUrl()),
                configuration.reader().user());
    }

    /**
     * Brings the store to the newest schema; the embedded one was when it was opened. Then makes
     * the tables of the user's own views.
     */
    public MigrationReport migrate(Catalogue catalogue) {
        MigrationReport report = migrate();
        return report.blocked()
                ? report
                : report.with(
                        CustomTables.migrate(
                                embedded != null ? embedded.store() : storeAsOwner(), catalogue));
    }

    private MigrationReport migrate() {
        return embedded != null
                ? embedded.migration()
                : new Migrator(List.copyOf(configuration.sources().keySet()))
                        .migrate(storeAsOwner(), configuration.reader().password());
    }

    /** The writer's password is empty when it is not configured: a missing role gets none. */
    private StoreSettings storeAsOwner() {
        Login writer = configuration.writer();
        return new StoreSettings(
                storeUrl(),
                Optional.of(credentials(configuration.owner(), storeUrl())),
                new Credentials(writer.user(), writer.password().orElse("")),
                configuration.reader().user());
    }

    public String storeUrl() {
        return embedded != null ? embedded.store().url() : configuration.storeUrl().orElseThrow();
    }

    /** The role that serves. */
    public Credentials reader() {
        return embedded != null
                ? embedded.reader()
                : credentials(configuration.reader(), storeUrl());
    }

    /** Where the metrics of runs go; empty where none are wanted. */
    public Optional<RunMetrics> metrics(Clock clock) {
        return configuration.metrics().map(directory -> new RunMetrics(directory, store(), clock));
    }

    /** Where a mart is read from. */
    public SourceSettings source(String mart) {
        MartSource source = martSource(mart);
        boolean ours = embedded != null && source.url().isEmpty();
        return new SourceSettings(
                sourceUrl(source),
                ours
                        ? embedded.source()
                        : credentials(source.login().orElseThrow(), sourceUrl(source)),
                source.schema(),
                configuration.overlap(),
                configuration.longestTransaction(),
                source.floor());
    }

    /** The role that writes demo data and imported rows into a mart's source. */
    public Credentials importer(String mart) {
        MartSource source = martSource(mart);
        return embedded != null && source.url().isEmpty()
                ? embedded.importer()
                : credentials(configuration.importer().orElseThrow(), sourceUrl(source));
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    private MartSource martSource(String mart) {
        MartSource source = configuration.sources().get(mart);
        if (source == null) {
            throw new IllegalArgumentException("no mart " + mart);
        }
        return source;
    }

    private String sourceUrl(MartSource source) {
        return embedded == null
                ? source.url().orElseThrow()
                : source.url().orElseGet(embedded::sourceUrl);
    }

    private Credentials credentials(Login login, String url) {
        String whose = login.user() + " at " + JdbcUrl.address(url);
        String password =
                login.password().orElseGet(() -> answers.computeIfAbsent(whose, askPassword));
        return new Credentials(login.user(), password);
    }
}
