package io.daybook.etl.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusReaderIntegrationTest {

    private static final Mart EVENTS = Catalogue.load().mart("events");

    private final TestDatabase store = TestPostgres.server().createStore();

    @Test
    void knowsAMartThatWasNeverPublished() {
        MartStatus status = reader(store).status(EVENTS, Optional.empty());
        assertThat(status.generation()).isNull();
        assertThat(status.completeThrough()).isNull();
        assertThat(status.views())
                .hasSameSizeAs(EVENTS.views())
                .noneMatch(MartStatus.ViewStatus::built);
        assertThat(status.lastRuns()).isEmpty();
        assertThat(reader(store).zones(EVENTS)).isEmpty();
    }

    @Test
    void readsWhatRunsHaveWritten() {
        publish();
        MartStatus status = reader(store).status(EVENTS, Optional.empty());
        assertThat(status.generation()).isEqualTo(7);
        assertThat(status.asOf()).isEqualTo(Instant.parse("2026-11-21T13:00:00Z"));
        assertThat(status.completeThrough()).isEqualTo(LocalDate.of(2026, 11, 19));
        assertThat(view(status, "event_daily_sales"))
                .isEqualTo(
                        new MartStatus.ViewStatus(
                                "event_daily_sales",
                                true,
                                7L,
                                LocalDate.of(2026, 11, 18),
                                LocalDate.of(2026, 11, 19),
                                1,
                                1,
                                0,
                                1));
        assertThat(view(status, "event_directory"))
                .isEqualTo(
                        new MartStatus.ViewStatus(
                                "event_directory", true, 7L, null, null, 0, 0, 0, 0));
        assertThat(status.heldBack())
                .extracting(MartStatus.HeldBack::entityId, MartStatus.HeldBack::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(6L, "NaN"),
                        org.assertj.core.groups.Tuple.tuple(9L, "unknown zone"));
        assertThat(status.badRows())
                .singleElement()
                .satisfies(rows -> assertThat(rows.count()).isEqualTo(2));
        assertThat(status.lastRuns())
                .extracting(
                        MartStatus.LastRun::command,
                        MartStatus.LastRun::outcome,
                        MartStatus.LastRun::slicesReplaced)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("run", "died", 0L),
                        org.assertj.core.groups.Tuple.tuple("run", "published", 5L));
        assertThat(status.driftedRun()).isEqualTo(1);
        assertThat(status.driftCount()).isEqualTo(4);
        assertThat(status.driftRepaired()).isFalse();
        assertThat(status.drift())
                .singleElement()
                .satisfies(drift -> assertThat(drift.stored()).isEqualTo("1.00"));
    }

    /** The 20th is missing, the 18th older, 6 and 9 are held back, the rows 1 and 2 are bad. */
    @Test
    void listsGapsWithWhatToDo() {
        publish();
        store.execute(
                """
                update daybook.ledger set definition_version = 'old'
                where day = '2026-11-18' and view = 'event_daily_sales';
                update daybook.ledger set day = '2026-11-20'
                where day = '2026-11-19' and view = 'event_sales_quarter_hour';
                delete from daybook.ledger where view = 'event_totals';
                update daybook.ledger set definition_version = 'old' where view = 'event_directory';
                update daybook.bad_row set check_name = 'ticket_without_order' where bad_key = 2;
                """);
        MartGaps gaps = reader(store).gaps(EVENTS, Optional.empty());
        assertThat(gaps.generation()).isEqualTo(7);
        assertThat(gaps.gaps())
                .extracting(GapText::of)
                .containsExactlyInAnyOrder(
                        "stale event_daily_sales 2026-11-18..2026-11-18: daybook run events",
                        "missing event_daily_sales 2026-11-20..2026-11-20: daybook run events",
                        "missing event_daily_demographics 2026-11-20..2026-11-20: daybook run events",
                        "missing event_sales_quarter_hour 2026-11-19..2026-11-19: daybook run events",
                        "stale event_directory -: daybook run events",
                        "not built event_totals -: daybook run events",
                        "held back event 6 of demo 2026-11-19..2026-11-19 (NaN):"
                                + " correct what event 6 reads in the source, then daybook run events",
                        "held back event 9 - (unknown zone):"
                                + " correct what event 9 reads in the source, then daybook run events",
                        "bad row null 1 - (c: r): correct or delete row 1 in the source, then daybook"
                                + " run events",
                        "bad row ticket 2 - (ticket_without_order: r): correct or delete ticket 2 in"
                                + " the source, then daybook run events");
        assertThat(gaps.complete()).containsExactly("event_demographics", "event_lead_time_sales");
    }

    @Test
    void joinsNeighbouringDaysOfAGap() {
        publish();
        store.execute(
                """
                delete from daybook.ledger where day = '2026-11-19';
                update daybook.ledger set day = '2026-11-15' where day = '2026-11-18'
                """);
        assertThat(reader(store).gaps(EVENTS, Optional.empty()).gaps())
                .filteredOn(gap -> "event_daily_sales".equals(gap.view()))
                .extracting(GapText::of)
                .containsExactly(
                        "missing event_daily_sales 2026-11-16..2026-11-20: daybook run events");
        assertThat(reader(store).gaps(EVENTS, Optional.of(LocalDate.of(2026, 11, 21))).complete())
                .contains("event_daily_sales");
    }

    @Test
    void hasNoGapsBeforeTheFirstPublication() {
        MartGaps gaps = reader(store).gaps(EVENTS, Optional.empty());
        assertThat(gaps.generation()).isNull();
        assertThat(gaps.gaps()).isEmpty();
        assertThat(gaps.complete()).isEmpty();
    }

    /** Whoever holds the mart's lock runs under the newest number: run 3, and not run 2. */
    @Test
    void tellsARunUnderWayFromOneThatDied() throws Exception {
        publish();
        store.execute(
                """
                insert into daybook.fence (mart, token) values ('events', 3);
                insert into daybook.run (mart, command, fence_token, outcome, generation)
                values ('events', 'run', 3, 'running', 8)
                """);
        assertThat(outcomes()).containsExactly("published", "died", "published");
        try (Connection holder = store.connect();
                Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(1145133378, hashtext('events'))");
            assertThat(outcomes()).containsExactly("running", "died", "published");
        }
        try (Connection holder = store.connect();
                Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(1145133378, hashtext('venues'))");
            assertThat(outcomes()).containsExactly("published", "died", "published");
        }
    }

    private List<String> outcomes() {
        return reader(store).status(EVENTS, Optional.empty()).lastRuns().stream()
                .map(MartStatus.LastRun::outcome)
                .toList();
    }

    @Test
    void knowsWhetherDriftWasRepaired() {
        publish();
        store.execute("update daybook.run set as_of = '2026-11-21 12:00Z' where run_id = 1");
        MartStatus provedSince = reader(store).status(EVENTS, Optional.empty());
        assertThat(provedSince.driftRepaired()).isTrue();
        assertThat(provedSince.driftGeneration()).isNull();

        store.execute("update daybook.run set as_of = '2026-11-21 13:00Z' where run_id = 1");
        assertThat(reader(store).status(EVENTS, Optional.empty()).driftRepaired()).isFalse();

        store.execute("update daybook.run set generation = 6 where run_id = 1");
        MartStatus byItself = reader(store).status(EVENTS, Optional.empty());
        assertThat(byItself.driftRepaired()).isTrue();
        assertThat(byItself.driftGeneration()).isEqualTo(6);
    }

    @Test
    void countsDaysOfAnOlderDefinition() {
        publish();
        store.execute(
                "update daybook.ledger set definition_version = 'old' where day = '2026-11-18'");
        MartStatus status = reader(store).status(EVENTS, Optional.empty());
        assertThat(view(status, "event_daily_sales").stale()).isEqualTo(1);
        assertThat(status.completeThrough()).isNull();
        assertThat(
                        reader(store)
                                .status(EVENTS, Optional.of(LocalDate.of(2026, 11, 19)))
                                .completeThrough())
                .isEqualTo(LocalDate.of(2026, 11, 19));
    }

    @Test
    void isNotCompleteWhenAViewWasNeverBuilt() {
        publish();
        store.execute("delete from daybook.ledger where view = 'event_totals'");
        MartStatus status = reader(store).status(EVENTS, Optional.empty());
        assertThat(view(status, "event_totals").built()).isFalse();
        assertThat(status.completeThrough()).isNull();
    }

    @Test
    void namesTheZonesThatTheStoreKnows() {
        store.execute(
                """
                insert into events.event_directory (tenant_id, event_id, name, timezone, currency, status)
                values ('demo', 1, 'a', 'Europe/Berlin', 'EUR', 'live'),
                    ('demo', 2, 'b', 'Asia/Tokyo', 'JPY', 'live'),
                    ('acme', 3, 'c', 'Europe/Berlin', 'EUR', 'live')
                """);
        assertThat(reader(store).zones(EVENTS)).containsExactly("Asia/Tokyo", "Europe/Berlin");
        assertThat(reader(store).tenants(EVENTS)).containsExactly("acme", "demo");
    }

    @Test
    void namesTheMigrationThatIsMissing() {
        TestDatabase empty = TestPostgres.server().createDatabase();
        assertThatThrownBy(() -> reader(empty).status(EVENTS, Optional.empty()))
                .isInstanceOf(RunFailure.class)
                .hasMessageEndingWith(
                        "was never migrated: it lacks the tables of Daybook. Nothing was changed;"
                                + " run daybook migrate.");
    }

    /** Generation 7: the 18th to the 21st without the 20th, a held-back slice, drift, a bad row. */
    private void publish() {
        store.execute(
                """
                insert into daybook.generation (
                    mart, generation, run_id, as_of, horizon, snapshot, source_identity)
                values
                    ('events', 6, 1, '2026-11-20 13:00Z', '2026-11-20 12:59Z', 's', 'i'),
                    ('events', 7, 2, '2026-11-21 13:00Z', '2026-11-21 12:59Z', 's', 'i');
                insert into daybook.run (mart, command, fence_token, outcome, exit_code, drift_count)
                values ('events', 'run', 1, 'published', 0, 4), ('events', 'run', 2, 'running', null, 0),
                    ('venues', 'run', 1, 'published', 0, 5);
                insert into daybook.run_view values
                    (1, 'event_totals', 'slices', 9, 2, 2, 0.1),
                    (1, 'event_directory', 'slices', 9, 3, 3, 0.1);
                insert into daybook.held_back (mart, tenant_id, entity, entity_id, day, reason)
                values ('events', 'demo', 'event', 6, '2026-11-19', 'NaN'),
                    ('events', null, 'event', 9, null, 'unknown zone');
                insert into daybook.bad_row (mart, check_name, bad_key, reason)
                values ('events', 'c', 1, 'r'), ('events', 'c', 2, 'r');
                insert into daybook.drift (
                    run_id, mart, view, tenant_id, entity_id, day, row_key, column_name, stored,
                    expected)
                values (1, 'events', 'event_totals', 'demo', 6, null, '', 'gross_amount', '1.00', '2');
                """);
        for (View view : EVENTS.views()) {
            String days =
                    view.daily()
                            ? "(date '2026-11-18'), ('2026-11-19'), ('2026-11-21'), (null)"
                            : "(cast(null as date))";
            store.execute(
                    """
                    insert into daybook.ledger
                    select 'events', '%s', day, '%s', 7, '2026-11-21 13:00Z', 1, '2026-11-21 13:00Z'
                    from (values %s) as d (day)
                    """
                            .formatted(view.stem(), view.version(), days));
        }
    }

    private static MartStatus.ViewStatus view(MartStatus status, String stem) {
        return status.views().stream()
                .filter(view -> view.view().equals(stem))
                .findFirst()
                .orElseThrow();
    }

    private static StatusReader reader(TestDatabase store) {
        return new StatusReader(
                new StoreSettings(
                        store.url(),
                        Optional.empty(),
                        new Credentials(store.user(), store.password()),
                        TestPostgres.READER));
    }
}
