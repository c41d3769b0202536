package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.status.InstalledMarts;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.TestMart;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two marts from two source databases in one store: what happens to one is not the other's. */
class TwoMartsIntegrationTest {

    private final EventsMart events = EventsMart.create();
    private final VenuesMart venues = VenuesMart.beside(events);
    private final EventsRows eventRows = new EventsRows(events);
    private final VenuesRows venueRows = new VenuesRows(venues);

    @Test
    void whatBefallsOneMartLeavesTheOtherAlone() throws SQLException {
        eventRows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        venueRows.venue(1).member(1, "venue_id=1").booking(1, 1, "2024-01-10T12:00Z");
        events.run();
        venues.run();
        assertThat(generations()).containsExactly("events | 1", "venues | 1");

        // a source that broke its contract
        venues.change("alter table booking rename to reservation");
        eventRows.order(11, 1, "paid_at=2024-01-11T12:00Z");
        assertThat(catchThrowableOfType(RunFailure.class, () -> venues.run()).exitCode())
                .isEqualTo(4);
        assertThat(events.run().exitCode()).isZero();
        assertThat(events.differences()).isEmpty();
        assertThat(generations()).containsExactly("events | 2", "venues | 1");
        assertThat(venues.table("venue_daily_bookings", "day", "booking_count", "venue_id"))
                .containsExactly("2024-01-10 | 1 | 1");

        // entity 1 held back here, and entity 1 there
        venues.change(
                """
                alter table reservation rename to booking;
                update venue set timezone = 'Nowhere/Land', updated_at = clock_timestamp()
                """);
        eventRows.order(12, 1, "paid_at=2024-01-10T12:00Z");
        assertThat(venues.run().exitCode()).isEqualTo(3);
        RunReport other = events.run();
        assertThat(other.exitCode()).isZero();
        assertThat(other.heldBack()).isEmpty();
        assertThat(events.differences()).isEmpty();
        assertThat(generations()).containsExactly("events | 3", "venues | 2");

        // a run under way
        venues.change("update venue set timezone = 'UTC', updated_at = clock_timestamp()");
        try (Connection running = events.store.connect(TestPostgres.WRITER, TestPostgres.WRITER);
                Statement statement = running.createStatement()) {
            statement.execute("select pg_advisory_lock(1145133378, hashtext('events'))");
            assertThat(catchThrowableOfType(RunFailure.class, () -> events.run()).exitCode())
                    .isEqualTo(75);
            assertThat(venues.run().exitCode()).isZero();
        }
        assertThat(venues.verify(false).driftCount()).isZero();
        assertThat(events.verify(false).driftCount()).isZero();
        assertThat(venues.differences()).isEmpty();
        assertThat(events.differences()).isEmpty();
    }

    /** A store that was migrated keeps working when only one mart has a source. */
    @Test
    void aMartWithoutTablesAndRunsIsNotInstalled() {
        List<Mart> all = Catalogue.load().marts();
        InstalledMarts installed = new InstalledMarts(events.storeSettings());
        // nothing is recorded: nobody is left out
        assertThat(installed.recorded(all)).isEqualTo(all);
        // one database for both, with the tables of one
        assertThat(
                        installed.withSource(
                                all, mart -> false, mart -> events.sourceSettings(mart.name())))
                .containsExactly(EventsMart.MART);
        assertThat(
                        installed.withSource(
                                all, mart -> false, mart -> settings(mart).sourceSettings()))
                .isEqualTo(all);

        // meant by whoever configured it
        assertThat(
                        installed.withSource(
                                all,
                                VenuesMart.MART::equals,
                                mart -> events.sourceSettings(mart.name())))
                .isEqualTo(all);

        // a store without Daybook's schema records nothing, one that is away might
        assertThat(
                        new InstalledMarts(store(TestPostgres.server().createDatabase().url()))
                                .withSource(
                                        all,
                                        mart -> false,
                                        mart -> events.sourceSettings(mart.name())))
                .containsExactly(EventsMart.MART);
        assertThat(
                        new InstalledMarts(store(events.store.url() + "_gone"))
                                .withSource(
                                        all,
                                        mart -> false,
                                        mart -> events.sourceSettings(mart.name())))
                .isEqualTo(all);

        eventRows.event(1);
        events.run();
        assertThat(installed.recorded(all)).containsExactly(EventsMart.MART);
        // published once: its tables are missed, not forgotten
        events.change("drop schema events cascade");
        assertThat(
                        installed.withSource(
                                all, mart -> false, mart -> settings(mart).sourceSettings()))
                .isEqualTo(all);
    }

    /** A source that refuses Daybook says so in the run: its mart is not left out. */
    @Test
    void aSourceThatRefusesItsLoginIsInstalled() {
        // no such role
        assertThat(installedWith(as("nobody", events.sourceSettings("venues"))))
                .containsExactly(EventsMart.MART, VenuesMart.MART);
        // may connect and read nothing, but sees which tables there are
        assertThat(installedWith(as(TestPostgres.READER, venues.sourceSettings())))
                .containsExactly(EventsMart.MART, VenuesMart.MART);
        assertThat(installedWith(as(TestPostgres.READER, events.sourceSettings("venues"))))
                .containsExactly(EventsMart.MART);
    }

    private List<Mart> installedWith(SourceSettings ofVenues) {
        return new InstalledMarts(events.storeSettings())
                .withSource(
                        Catalogue.load().marts(),
                        mart -> false,
                        mart -> mart.equals(EventsMart.MART) ? events.sourceSettings() : ofVenues);
    }

    private static SourceSettings as(String role, SourceSettings source) {
        return new SourceSettings(
                source.url(),
                new Credentials(role, role),
                source.schema(),
                source.overlap(),
                source.longestTransaction(),
                source.floor());
    }

    private StoreSettings store(String url) {
        StoreSettings store = events.storeSettings();
        return new StoreSettings(url, store.owner(), store.writer(), store.readerRole());
    }

    private TestMart settings(Mart mart) {
        return mart.equals(EventsMart.MART) ? events : venues;
    }

    private List<String> generations() {
        return events.store.rows("select mart, generation from daybook.mart_state order by mart");
    }
}
