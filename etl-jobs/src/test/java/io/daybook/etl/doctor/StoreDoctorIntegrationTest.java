package io.daybook.etl.doctor;

import static io.daybook.etl.doctor.Finding.Status.OK;
import static io.daybook.etl.doctor.Finding.Status.PROBLEM;
import static io.daybook.etl.doctor.Finding.Status.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.Migrations;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every check of the store, provoked; its statements run as printed; looked at again. */
class StoreDoctorIntegrationTest {

    private static final String TOTALS = "events.event_totals";

    private final Patient patient = new Patient();

    @AfterEach
    void dropRole() {
        patient.close();
    }

    @Test
    void findsNothingWrongWithAHealthyStore() {
        DoctorReport report = patient.store();
        assertThat(report.findings())
                .extracting(finding -> finding.check() + " " + finding.status())
                .containsExactly(
                        "store ok",
                        "schema ok",
                        "connection ok",
                        "metric tables ok",
                        "rights of the writer ok",
                        "rights of the reader ok",
                        "powers of the reader ok",
                        "views of the reader ok",
                        "row-level security ok");
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void namesAStoreThatWasNeverMigrated() {
        TestDatabase empty = TestPostgres.server().createDatabase();
        StoreSettings settings = at(empty.url());
        DoctorReport report =
                new Doctor(settings, Clock.systemUTC()).store(Catalogue.load().marts());
        assertThat(Patient.finding(report, "schema"))
                .extracting(Finding::status, Finding::advice)
                .containsExactly(PROBLEM, "Run daybook migrate.");
        assertThat(report.exitCode()).isEqualTo(4);
    }

    @Test
    void namesAnOlderSchema() {
        patient.mart.store.execute(
                "update daybook.flyway_schema_history set success = false where version = '%s'"
                        .formatted(Migrations.VERSION));
        assertThat(patient.store("schema"))
                .extracting(Finding::status, Finding::advice)
                .containsExactly(PROBLEM, "Run daybook migrate.");
    }

    @Test
    void namesAStoreThatDoesNotAnswer() {
        DoctorReport report =
                new Doctor(at("jdbc:postgresql://localhost:1/none"), Clock.systemUTC())
                        .store(Catalogue.load().marts());
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.findings())
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.found())
                                        .startsWith("Cannot connect to the store at "));
    }

    @Test
    void namesAMetricTableThatIsMissing() {
        patient.mart.store.execute("drop table " + TOTALS);
        assertThat(patient.store("metric tables"))
                .extracting(Finding::status, Finding::found)
                .containsExactly(PROBLEM, "missing: " + TOTALS);
    }

    @Test
    void printsTheGrantsThatTheWriterNeeds() {
        mend(
                "rights of the writer",
                List.of(
                        "revoke insert, delete on events.event_totals from daybook_writer",
                        "revoke update on daybook.run from daybook_writer",
                        "revoke create on schema staging from daybook_writer"),
                "grant create on schema staging to daybook_writer;",
                "grant insert, delete on events.event_totals to daybook_writer;",
                "grant update on daybook.run to daybook_writer;");
    }

    @Test
    void printsTheGrantsThatTheReaderNeeds() {
        mend(
                "rights of the reader",
                List.of(
                        "revoke select on events.event_totals from daybook_reader",
                        "revoke select on daybook.ledger from daybook_reader",
                        "revoke usage on schema events from daybook_reader"),
                "grant usage on schema events to daybook_reader;",
                "grant select on events.event_totals to daybook_reader;",
                "grant select on daybook.ledger to daybook_reader;");
    }

    @Test
    void printsWhatTheReaderMustNotHave() {
        mend(
                "powers of the reader",
                List.of(
                        "grant select on daybook.entity_seen to daybook_reader",
                        "grant insert on events.event_totals to daybook_reader",
                        "create table staging.left_over (n integer)",
                        "grant select on staging.left_over to public",
                        "grant usage on schema staging to daybook_reader"),
                "revoke select on daybook.entity_seen from daybook_reader;",
                "revoke insert on events.event_totals from daybook_reader;",
                "revoke select on staging.left_over from public;",
                "revoke usage on schema staging from daybook_reader;");
    }

    /** Roles are of the whole server, so the reader of this test is its own. */
    @Test
    void printsThePowersThatTheReaderMustNotHave() {
        String reader = patient.mart.store.name() + "_reader";
        Patient.run(
                patient.mart.store,
                List.of(
                        "create role %s login bypassrls".formatted(reader),
                        "grant pg_read_all_data to " + reader,
                        "create table events.own (n integer)",
                        "alter table events.own owner to " + reader,
                        "revoke all on events.own from " + reader,
                        "grant select (seen) on daybook.entity_seen to " + reader,
                        "grant create on database %s to %s"
                                .formatted(patient.mart.store.name(), reader)));
        StoreSettings settings = patient.mart.storeSettings();
        StoreSettings own =
                new StoreSettings(settings.url(), settings.owner(), settings.writer(), reader);
        Finding powers =
                Patient.finding(
                        new Doctor(own, Clock.systemUTC()).store(Catalogue.load().marts()),
                        "powers of the reader");
        assertThat(powers.statements())
                .containsExactly(
                        "alter role %s nosuperuser nobypassrls nocreaterole nocreatedb noreplication;"
                                .formatted(reader),
                        "revoke pg_read_all_data from %s;".formatted(reader),
                        "alter table events.own owner to daybook_owner;",
                        "revoke create on database %s from %s;"
                                .formatted(patient.mart.store.name(), reader),
                        "revoke select (seen) on daybook.entity_seen from %s;".formatted(reader));

        Patient.run(patient.mart.store, powers.statements());
        assertThat(
                        Patient.finding(
                                        new Doctor(own, Clock.systemUTC())
                                                .store(Catalogue.load().marts()),
                                        "powers of the reader")
                                .status())
                .isEqualTo(OK);
        Patient.run(patient.mart.store, List.of("drop role " + reader));
    }

    @Test
    void allowsTheReaderNoViews() {
        mend(
                "views of the reader",
                List.of(
                        "create view events.leak as select * from events.event_totals",
                        "grant select on events.leak to daybook_reader",
                        "create materialized view events.copy as select * from events.event_totals",
                        "grant select on events.copy to public"),
                "revoke select on events.copy from public;",
                "revoke select on events.leak from daybook_reader;");
    }

    @Test
    void printsWhatRowLevelSecurityLacks() {
        mend(
                "row-level security",
                List.of(
                        "alter table events.event_totals disable row level security",
                        "alter table events.event_directory no force row level security",
                        "create policy open on events.event_directory for select to public using (true)",
                        "drop policy writer_sees_all on events.event_daily_sales",
                        "alter policy reader_sees_its_tenant on events.event_demographics using (true)"),
                "create policy writer_sees_all on events.event_daily_sales for all to daybook_writer,"
                        + " daybook_owner using (true) with check (true);",
                "drop policy reader_sees_its_tenant on events.event_demographics;",
                "create policy reader_sees_its_tenant on events.event_demographics for select to"
                        + " daybook_reader using (tenant_id ="
                        + " nullif(current_setting('daybook.tenant', true), ''));",
                "alter table events.event_directory force row level security;",
                "drop policy open on events.event_directory;",
                "alter table events.event_totals enable row level security;");
    }

    @Test
    void seesAPoolerInTransactionMode() throws Exception {
        try (TransactionPooler pooler = new TransactionPooler(patient.mart.store.url())) {
            DoctorReport report =
                    new Doctor(at(pooler.url()), Clock.systemUTC()).store(Catalogue.load().marts());
            assertThat(Patient.finding(report, "connection"))
                    .extracting(Finding::status, Finding::advice)
                    .containsExactly(
                            PROBLEM,
                            "Give store.url a direct connection, or a pooler in session mode.");
        }
    }

    @Test
    void provesTheRulesOfViewsWithoutLeavingATrace() {
        Mart mart = EventsMart.MART;
        List<View> views =
                mart.views().stream()
                        .map(
                                view ->
                                        view.stem().equals("event_directory")
                                                ? volatileCopy(view)
                                                : view)
                        .toList();
        Mart broken =
                new Mart(
                        mart.name(),
                        mart.contract(),
                        views,
                        mart.checks(),
                        mart.demo(),
                        mart.custom());
        DoctorReport report =
                new Doctor(patient.mart.storeSettings(), Clock.systemUTC())
                        .mart(broken, patient.source());
        Finding rules = Patient.finding(report, "rules of views");
        assertThat(rules.status()).isEqualTo(PROBLEM);
        assertThat(rules.found()).contains("events/view_event_directory.sql: ", "random");
        assertThat(
                        patient.mart.store.rows(
                                "select relname from pg_class where relname like 'daybook\\_v%'"))
                .isEmpty();
    }

    private static View volatileCopy(View view) {
        return new View(
                view.mart(),
                view.stem(),
                view.row(),
                view.grain(),
                view.slice(),
                view.inputs(),
                view.overStore(),
                view.excludes(),
                view.privacy(),
                view.finance(),
                view.future(),
                view.sets(),
                view.ratios(),
                view.attributes(),
                view.text() + "\nwhere random() < 2",
                view.version());
    }

    @Test
    void tellsOfARunUnderWay() throws SQLException {
        assertThat(patient.source("run under way").found()).isEqualTo("none");
        try (Connection other =
                        patient.mart.store.connect(TestPostgres.WRITER, TestPostgres.WRITER);
                Statement statement = other.createStatement()) {
            statement.execute("set application_name = 'daybook run events'");
            statement.execute("select pg_advisory_lock(1145133378, hashtext('events'))");
            Finding underWay = patient.source("run under way");
            assertThat(underWay.status()).isEqualTo(OK);
            assertThat(underWay.found()).startsWith("daybook run events holds the lock ");
        }
    }

    @Test
    void tellsWhatTheLastRunLeft() {
        assertThat(patient.source("last run"))
                .extracting(Finding::status, Finding::advice)
                .containsExactly(WARNING, "Next: daybook run events");
        new EventsRows(patient.mart)
                .event(1)
                .event(2, "timezone=Europe/Londn")
                .order(10, 1, "status=paid");
        patient.mart.run();

        DoctorReport report = patient.examine();
        assertThat(Patient.finding(report, "last run").found())
                .matches("run at \\S+Z, published \\(exit code 3\\)");
        assertThat(Patient.finding(report, "left out"))
                .extracting(Finding::status, Finding::found)
                .containsExactly(WARNING, "1 slices held back, 1 rows left out");
        assertThat(report.exitCode()).isZero();
    }

    /** Breaks the store, reads the finding, runs its statements, looks again. */
    private void mend(String check, List<String> damage, String... statements) {
        Patient.run(patient.mart.store, damage);
        DoctorReport report = patient.store();
        Finding finding = Patient.finding(report, check);
        assertThat(finding.status()).isEqualTo(PROBLEM);
        assertThat(finding.statements()).containsExactlyInAnyOrder(statements);
        assertThat(report.exitCode()).isEqualTo(4);

        Patient.run(patient.mart.store, finding.statements());
        assertThat(Stream.of(patient.store(check)))
                .allSatisfy(mended -> assertThat(mended.status()).isEqualTo(OK));
    }

    private static StoreSettings at(String url) {
        return new StoreSettings(
                url,
                Optional.empty(),
                new Credentials(TestPostgres.WRITER, TestPostgres.WRITER),
                TestPostgres.READER);
    }
}
