package io.daybook.etl.doctor;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The mart events, healthy until told otherwise, read as a role that may only read. */
final class Patient implements AutoCloseable {

    final EventsMart mart = EventsMart.create();
    final String role = mart.source.name() + "_source";
    Clock clock = Clock.systemUTC();

    Patient() {
        mart.source.execute(
                """
                create role %1$s login password '%1$s';
                grant pg_read_all_stats to %1$s;
                grant usage on schema events to %1$s;
                grant select on all tables in schema events to %1$s;
                """
                        .formatted(role));
        run(mart.source, List.of("analyze"));
    }

    SourceSettings source() {
        return source(new Credentials(role, role), mart.source.url());
    }

    SourceSettings source(Credentials credentials, String url) {
        return new SourceSettings(
                url,
                credentials,
                "events",
                Duration.ofSeconds(60),
                Duration.ofHours(1),
                Optional.empty());
    }

    DoctorReport examine() {
        return examine(source());
    }

    DoctorReport examine(SourceSettings source) {
        return new Doctor(mart.storeSettings(), clock).mart(EventsMart.MART, source);
    }

    DoctorReport store() {
        return new Doctor(mart.storeSettings(), clock).store(Catalogue.load().marts());
    }

    Finding source(String check) {
        return finding(examine(), check);
    }

    Finding store(String check) {
        return finding(store(), check);
    }

    static Finding finding(DoctorReport report, String check) {
        return report.findings().stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding " + check + " in " + report));
    }

    /** Runs statements one by one, each in its own transaction, as an administrator. */
    static void run(TestDatabase database, List<String> statements) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @Override
    public void close() {
        mart.source.execute("drop owned by %1$s; drop role %1$s".formatted(role));
    }
}
