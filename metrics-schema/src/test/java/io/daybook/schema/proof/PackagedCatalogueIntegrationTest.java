package io.daybook.schema.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The catalogue that is shipped: what it holds is proven, and the migrations hold tables for it.
 */
class PackagedCatalogueIntegrationTest {

    private static final Catalogue CATALOGUE = Catalogue.load();

    private static TestDatabase store;
    private static Connection connection;

    @BeforeAll
    static void connect() {
        store = TestPostgres.server().createStore();
        connection = store.connect(TestPostgres.OWNER, TestPostgres.OWNER);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    static List<Mart> marts() {
        return CATALOGUE.marts();
    }

    static Stream<View> views() {
        return CATALOGUE.marts().stream().flatMap(mart -> mart.views().stream());
    }

    @Test
    void holdsTheMartEvents() {
        assertThat(CATALOGUE.mart("events").views())
                .extracting(View::stem)
                .containsExactly(
                        "event_daily_demographics",
                        "event_daily_sales",
                        "event_directory",
                        "event_sales_quarter_hour",
                        "event_demographics",
                        "event_lead_time_sales",
                        "event_totals");
    }

    @Test
    void holdsTheMartVenues() {
        assertThat(CATALOGUE.mart("venues").views())
                .extracting(View::stem)
                .containsExactly(
                        "venue_daily_bookings",
                        "venue_daily_revenue",
                        "venue_directory",
                        "venue_hourly_bookings",
                        "venue_member",
                        "venue_slot_capacity",
                        "venue_members",
                        "venue_sports");
    }

    @ParameterizedTest
    @MethodSource("marts")
    void isProvenByPostgres(Mart mart) throws SQLException {
        assertThat(ViewProof.problems(connection, mart)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("views")
    void hasATableForEveryView(View view) throws SQLException {
        List<Column> columns = ViewProof.prove(connection, CATALOGUE.mart(view.mart()), view);
        assertThat(ViewProof.stored(view, columns))
                .extracting(Column::name)
                .containsExactlyElementsOf(
                        store.rows(
                                """
                                select column_name
                                from information_schema.columns
                                where table_schema = '%s' and table_name = '%s'
                                order by ordinal_position
                                """
                                        .formatted(view.mart(), view.stem())));
    }

    @ParameterizedTest
    @MethodSource("views")
    void hasTheGrainAsPrimaryKey(View view) {
        assertThat(
                        store.rows(
                                """
                                select a.attname
                                from pg_index as i
                                cross join unnest(i.indkey) with ordinality as k (attnum, place)
                                join pg_attribute as a
                                    on a.attrelid = i.indrelid and a.attnum = k.attnum
                                where i.indisprimary
                                    and i.indrelid = cast('%s.%s' as regclass)
                                order by k.place
                                """
                                        .formatted(view.mart(), view.stem())))
                .containsExactlyElementsOf(view.grain());
    }
}
