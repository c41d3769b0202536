package io.daybook.cli.configuration;

import io.daybook.cli.configuration.Configuration.MartSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a command needs of a configuration, checked before anything is opened. */
final class Requirements {

    private final Configuration configuration;
    private final boolean canAsk;
    private final List<String> problems;

    private Requirements(Configuration configuration, boolean canAsk) {
        this.configuration = configuration;
        this.canAsk = canAsk;
        this.problems = new ArrayList<>(configuration.problems());
    }

    /**
     * Reports all problems of the configuration together with what these needs lack.
     *
     * @param canAsk whether missing passwords can be asked for
     */
    static void check(
            Configuration configuration,
            Set<Need> needs,
            Collection<String> marts,
            boolean canAsk) {
        Requirements requirements = new Requirements(configuration, canAsk);
        for (String mart : marts) {
            MartSource source = configuration.sources().get(mart);
            if (source != null) {
                requirements.source(mart, source, needs);
            }
        }
        requirements.store(needs);
        List<String> distinct = requirements.problems.stream().distinct().toList();
        if (!distinct.isEmpty()) {
            throw new InvalidConfiguration(distinct);
        }
    }

    private void source(String mart, MartSource source, Set<Need> needs) {
        boolean read = needs.contains(Need.SOURCE);
        boolean written = needs.contains(Need.IMPORT);
        if ((read || written) && source.url().isEmpty() && !configuration.embedded()) {
            missing(Keys.source("", "url"), "the JDBC URL of the operational database");
        }
        if (source.url().isEmpty()) {
            return;
        }
        if (read) {
            login("source", source.login());
        }
        if (written) {
            login(Keys.IMPORT, configuration.importer());
        }
        refuseOneSchemaForBoth(mart, source);
    }

    private void refuseOneSchemaForBoth(String mart, MartSource source) {
        Optional<String> same =
                configuration
                        .storeUrl()
                        .map(JdbcUrl::address)
                        .filter(source.url().map(JdbcUrl::address).orElse("")::equals);
        if (same.isPresent() && source.schema().equals(mart)) {
            problems.add(
                    ("Invalid store.url: source and store are both %s, where the schema %s would hold"
                                    + " the operational and the metric tables (expected another database,"
                                    + " or %s)")
                            .formatted(same.get(), mart, Keys.source(mart, "schema")));
        }
    }

    private void store(Set<Need> needs) {
        if (configuration.embedded()) {
            return;
        }
        if (needs.contains(Need.OWNER)) {
            password(Keys.OWNER, configuration.owner());
        }
        if (needs.contains(Need.WRITER)) {
            password(Keys.WRITER, configuration.writer());
        }
        if (needs.contains(Need.READER)) {
            password(Keys.READER, configuration.reader());
        }
    }

    private void login(String login, Optional<Login> configured) {
        if (configured.isEmpty()) {
            missing(Keys.user(login), "the name of a role");
        } else {
            password(login, configured.get());
        }
    }

    private void password(String login, Login configured) {
        if (configured.password().isEmpty() && !canAsk) {
            missing(Keys.password(login), "the password of " + configured.user());
        }
    }

    private void missing(String key, String expected) {
        problems.add(
                "%s is not set (expected %s, in %s or daybook.yaml)"
                        .formatted(key, expected, Keys.variable(key)));
    }
}
