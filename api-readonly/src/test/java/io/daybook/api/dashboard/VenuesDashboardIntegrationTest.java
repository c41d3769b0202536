package io.daybook.api.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestIssuer;
import io.daybook.api.testing.TestStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tab of venues, and that there are two. */
@Tag("connections")
class VenuesDashboardIntegrationTest {

    private static ServedDashboard served;

    @BeforeAll
    static void start() {
        served = ServedDashboard.start(VenuesStore::published);
    }

    @AfterAll
    static void stop() {
        if (served != null) {
            served.close();
        }
    }

    private static Visit visit() {
        return served.visit(Visit.Look.USUAL);
    }

    /** A card's content, line by line. */
    private static List<String> tile(Visit visit, String name) {
        return visit.at("#tile-" + name + " p").allInnerTexts();
    }

    private static List<String> cells(Locator row) {
        return row.locator("th, td").allInnerTexts();
    }

    /**
     * 14 February to 15 March: 30 x 120.10, and 60.00 of venue 2. Of 5 x 30 + 3 bookings 4 x 30 + 3
     * were successful; of 4 members the 2 of venue 1 came again. Capacity: 120 of 30 x 8 slots.
     */
    @Test
    void showsTheTenFigures() {
        try (Visit visit = visit().open("?mart=venues")) {
            assertThat(visit.at("#days-total")).hasText("€3,663.00");
            assertThat(tile(visit, "total"))
                    .containsExactly("€3,663.00", "every successful transaction");
            assertThat(tile(visit, "booking")).containsExactly("€3,053.55", "paid for bookings");
            assertThat(tile(visit, "coaching")).containsExactly("€600.00", "paid for coaching");
            assertThat(tile(visit, "refunds")).containsExactly("€42.50", "2 transactions");
            assertThat(tile(visit, "bookings")).containsExactly("123", "confirmed or completed");
            assertThat(tile(visit, "members")).containsExactly("8", "3 inactive");
            assertThat(tile(visit, "repeat").get(0)).isEqualTo("50.0 %");
            assertThat(tile(visit, "utilization"))
                    .containsExactly(
                            "80.3 %",
                            "of bookings confirmed or completed; 50.0 % of bookable slots taken");
            assertThat(tile(visit, "coupons")).containsExactly("30", "in these bookings");
            assertThat(tile(visit, "trial")).containsExactly("25.0 %", "of trial users converted");
            assertThat(visit.at(".chosen")).hasText("All venues");
            assertThat(visit.at(".meta")).hasText("2 venuesEurope/BerlinEUR");
            assertThat(visit.at("#edition"))
                    .hasText("As of Mar 15, 2026, 01:07 PM GMT+1Generation 7Final through Mar 14");
            assertThat(visit.at(".notes li").first()).containsText("as of now");
            assertThat(visit.page()).hasTitle("All venues – Daybook");
            assertThat(visit.query()).isEqualTo("?mart=venues");
        }
    }

    /** Every chart has its table; the drawings say where it is. */
    @Test
    void drawsDaysAndHours() {
        try (Visit visit = visit().open("?mart=venues")) {
            assertThat(visit.at("#days-of"))
                    .hasText("successful transactions, Feb 14, 2026 – Mar 15, 2026, 30 days");
            visit.at(".card-days summary").click();
            assertThat(visit.at(".card-days tbody tr")).hasCount(30);
            assertThat(cells(visit.at("tr[data-day='2026-03-10']")))
                    .containsExactly("Tue, Mar 10, 2026", "€180.10", "6", "0", "1", "0", "0", "7");
            assertThat(visit.at("tr[data-day='2026-03-15'] .mark")).hasText("provisional");
            assertThat(visit.at("tr[data-day='2026-03-14'] .mark")).hasCount(0);
            assertThat(visit.at("canvas"))
                    .hasAttribute("aria-label", Pattern.compile("Revenue by day.*3,663.*table.*"));
            assertThat(
                            visit.page()
                                    .evaluate(
                                            """
                                            () => {
                                                const chart = Chart.getChart(document.querySelector('canvas'));
                                                const bars = chart.data.datasets[0];
                                                return [bars.data.at(-6),
                                                    bars.backgroundColor.at(-1) instanceof CanvasPattern,
                                                    bars.backgroundColor.at(-2) instanceof CanvasPattern];
                                            }
                                            """))
                    .isEqualTo(List.of(180.1, true, false));

            visit.at(".card-hours summary").click();
            Locator rows = visit.at(".card-hours tbody tr");
            assertThat(cells(visit.at(".card-hours thead tr")))
                    .containsExactly(
                            "Sport", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18",
                            "19", "20", "All");
            assertThat(cells(rows.nth(0)))
                    .containsExactly(
                            "Tennis", "30", "0", "0", "0", "0", "0", "0", "0", "0", "90", "0", "0",
                            "120");
            assertThat(cells(rows.nth(1)).subList(10, 11)).containsExactly("2");
            assertThat(cells(rows.nth(2))).startsWith("No sport").endsWith("1", "1");
            assertThat(cells(rows.nth(3))).startsWith("All", "30").endsWith("92", "0", "1", "123");
            assertThat(visit.at(".heat-said")).hasText("Most: Tennis, 18:00–19:00: 90 bookings");
            assertThat(visit.at(".heat .heat-6")).hasCount(1);
            visit.at(".heat i").first().hover();
            assertThat(visit.at(".heat-said")).hasText("Tennis, 09:00–10:00: 30 bookings");
        }
    }

    /** By keyboard: the venue, then the sport and the days; all of it outlives a reload. */
    @Test
    void narrowsBySelectionInTheAddress() {
        try (Visit visit = visit().open("?mart=venues")) {
            assertThat(visit.at("#days-total")).hasText("€3,663.00");
            visit.at(".choose").focus();
            visit.page().keyboard().press("Enter");
            assertThat(visit.at("[role=option]")).hasCount(3);
            assertThat(visit.at(".said")).hasText("2 venues");
            visit.page().keyboard().type("onerror");
            visit.page().keyboard().press("Enter");
            assertThat(visit.at(".chosen")).hasText("Hillside <img src=x onerror=alert(1)>");
            assertThat(visit.at("#days-total")).hasText("€60.00");
            assertThat(visit.query()).isEqualTo("?mart=venues&venue=2");
            assertThat(tile(visit, "trial")).containsExactly("–\nNo figure", "no trial users");
            assertThat(tile(visit, "utilization"))
                    .containsExactly("100.0 %", "of bookings confirmed or completed");
            assertThat(visit.at("main img")).hasCount(0);

            visit.page().getByLabel("Sport", exactly()).selectOption("Padel <b>");
            assertThat(visit.at("#tile-bookings .figure")).hasText("2");
            assertThat(visit.query()).isEqualTo("?mart=venues&venue=2&sport=2");
            visit.page().getByLabel("Last day").fill("2026-03-09");
            assertThat(visit.at("#tile-bookings .figure")).hasText("0");
            assertThat(tile(visit, "utilization")).containsExactly("–\nNo figure", "no bookings");
            assertThat(tile(visit, "repeat"))
                    .containsExactly("–\nNo figure", "no member has booked");
            assertThat(visit.page().getByText("No bookings in this range")).isVisible();
            visit.page().getByLabel("First day").fill("2026-03-08");
            String query = "?mart=venues&venue=2&sport=2&from=2026-03-08&to=2026-03-09";
            assertThat(visit.at("#days-of")).containsText("2 days");
            assertThat(visit.query()).isEqualTo(query);
            visit.page().getByLabel("Last day").fill("2026-03-07");
            assertThat(
                            visit.page()
                                    .getByLabel("Last day")
                                    .evaluate("field => field.validationMessage"))
                    .isEqualTo("The last day is before the first");
            assertThat(visit.query()).isEqualTo(query);

            visit.page().reload();
            assertThat(visit.at("#days-of")).containsText("2 days");
            assertThat(visit.page().getByLabel("First day")).hasValue("2026-03-08");
            assertThat(visit.page().getByLabel("Sport", exactly())).hasValue("2");
            visit.page().goBack();
            visit.page().goBack();
            visit.page().goBack();
            assertThat(visit.at("#days-total")).hasText("€60.00");
            assertThat(visit.query()).isEqualTo("?mart=venues&venue=2");
        }
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    /** 16 to 29 March, and all that there is: 1 February to 20 March. */
    @Test
    void looksAhead() {
        try (Visit visit = visit().open("?mart=venues&measure=bookings")) {
            visit.at("#days-range-ahead").check();
            assertThat(visit.at("#days-total")).hasText("4");
            assertThat(visit.at("tr.ahead")).hasCount(14);
            assertThat(visit.at(".key")).hasText("Ahead: as known by now");
            assertThat(visit.at("#days-range-ahead")).isFocused();
            assertThat(visit.query()).isEqualTo("?mart=venues&range=ahead&measure=bookings");
            assertThat(visit.page().getByLabel("First day")).hasValue("2026-03-16");
            visit.at("#days-range-all").check();
            // 43 days x 4, 3 of venue 2 and the 4 ahead
            assertThat(visit.at("#days-total")).hasText("179");
            assertThat(visit.at("tr.ahead")).hasCount(5);
            assertThat(visit.page().getByLabel("First day")).hasValue("2026-02-01");
            visit.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Copy hours as curl"))
                    .click();
            assertThat(visit.at("#toast"))
                    .hasText(
                            "Copied: curl -s 'http://localhost:%s/metrics/peak_hours'"
                                    .formatted(served.api().port()));
        }
    }

    @Test
    void goesFromTabToTab() {
        try (Visit visit = visit().open("")) {
            assertThat(visit.at(".chosen")).hasText("Gala");
            assertThat(visit.at("[role=tab]")).hasText(new String[] {"Events", "Venues"});
            visit.at("#tab-events").focus();
            visit.page().keyboard().press("ArrowRight");
            assertThat(visit.at("#tab-venues")).isFocused();
            assertThat(visit.at("#panel-venues .chosen")).hasText("All venues");
            assertThat(visit.at("#panel-events")).isHidden();
            assertThat(visit.at("#edition")).containsText("Generation 7");
            assertThat(visit.query()).isEqualTo("?mart=venues");
            visit.page().goBack();
            assertThat(visit.at("#panel-events .chosen")).hasText("Gala");
            assertThat(visit.at("#edition")).containsText("Generation 3");
            assertThat(visit.at("#panel-venues")).isHidden();
        }
    }

    /** acme has no event, so the page opens on its venues; amounts of two are never added. */
    @Test
    void keepsCurrenciesApart() {
        try (TestApi acme = TestApi.start(served.store().database(), "acme");
                Visit visit = served.chromium().visit(acme.port(), Visit.Look.USUAL).open("")) {
            assertThat(visit.at("[role=tab]")).hasText("Venues");
            assertThat(visit.at("#days-total")).hasText("£99.50");
            assertThat(visit.query()).isEqualTo("?mart=venues");
            assertThat(tile(visit, "total"))
                    .containsExactly("£99.50", "¥500", "every successful transaction");
            assertThat(tile(visit, "refunds")).containsExactly("£40.00", "¥0", "1 transaction");
            assertThat(visit.at(".notes")).containsText("several currencies (GBP, JPY)");
            visit.at("#days-currency-JPY").check();
            assertThat(visit.at("#days-total")).hasText("¥500");
            assertThat(visit.query()).isEqualTo("?mart=venues&currency=JPY");
            assertThat(visit.at("#edition")).containsText("12:07 PM UTC");
            visit.at(".card-days summary").click();
            assertThat(cells(visit.at("tr[data-day='2026-03-11']")).subList(1, 4))
                    .containsExactly("£99.50", "¥0", "0");
            visit.page().reload();
            assertThat(visit.at("#days-total")).hasText("¥500");
            visit.at("#days-measure-bookings").check();
            assertThat(visit.at("#days-total")).hasText("1");
        }
    }

    /** A viewer sees bookings and no amount; nothing is asked for that would be refused. */
    @Test
    void showsNoMoneyWithoutFinance() {
        try (TestIssuer issuer = new TestIssuer();
                TestApi api = issuer.api(served.store());
                Visit visit =
                        served.chromium()
                                .visit(api.port(), Visit.Look.USUAL)
                                .expectingFailures()
                                .open("?mart=venues")) {
            assertThat(visit.at("#token-reason")).containsText("There is no token");
            List<String> refused = visit.refusals();
            visit.at("#token-value")
                    .fill(issuer.bearer("demo", "viewer").replace("Authorization: Bearer ", ""));
            visit.page().keyboard().press("Enter");
            assertThat(visit.at("#days-total")).hasText("123");
            for (String money : List.of("total", "booking", "coaching", "refunds")) {
                assertThat(tile(visit, money))
                        .containsExactly(
                                "–\nNo figure",
                                "not shown: it needs the permission metrics:finance");
            }
            assertThat(tile(visit, "bookings").get(0)).isEqualTo("123");
            assertThat(visit.at("#days-measure-revenue")).hasCount(0);
            assertThat(visit.at(".notes")).containsText("metrics:finance");
            assertThat(visit.refusals()).isEqualTo(refused);
            assertThat(visit.seriousFindings()).isEmpty();
        }
    }

    @Test
    void saysWhatIsNotThere() {
        try (Visit visit = visit().open("?mart=venues&venue=99")) {
            assertThat(visit.at("#notice h2"))
                    .hasText("There is no venue 99, or it is not yours to see");
            assertThat(visit.at(".grid")).isHidden();
            visit.page().getByText("Show all venues").click();
            assertThat(visit.at("#days-total")).hasText("€3,663.00");
        }
        TestStore empty = TestStore.empty();
        try (TestApi api = TestApi.start(empty.database(), "demo");
                Visit visit =
                        served.chromium()
                                .visit(api.port(), Visit.Look.USUAL)
                                .open("?mart=venues")) {
            assertThat(visit.at("#notice h2")).hasText("Nothing has been published yet");
            assertThat(visit.at("#notice")).containsText("daybook run venues");
            empty.published("venues", 1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
            api.awaitGenerationOf("/venues", 1);
            visit.page().getByText("Look again").click();
            assertThat(visit.at("#notice h2")).hasText("There are no venues yet");
            assertThat(visit.at(".grid")).isHidden();
        }
        empty.database().execute("drop schema venues cascade");
        try (TestApi api = TestApi.start(empty.database(), "demo");
                Visit visit =
                        served.chromium()
                                .visit(api.port(), Visit.Look.USUAL)
                                .expectingFailures()
                                .open("?mart=venues")) {
            assertThat(visit.at("#notice h2")).hasText("This mart is not installed here");
            assertThat(visit.at("#notice")).containsText("daybook migrate");
            assertThat(visit.at(".grid")).isHidden();
        }
    }

    /** Hours of a publication before that of the other figures: all are asked for again. */
    @Test
    void showsFiguresOfOnePublication() {
        AtomicInteger asked = new AtomicInteger();
        try (Visit visit = visit()) {
            visit.page()
                    .route(
                            "**/metrics/peak_hours*",
                            route -> {
                                if (asked.incrementAndGet() > 1) {
                                    route.fallback();
                                    return;
                                }
                                answerNoHours(route, Map.of("Daybook-Generation", "6"));
                            });
            visit.open("?mart=venues");
            assertThat(visit.at(".heat-said")).hasText("Most: Tennis, 18:00–19:00: 90 bookings");
            assertThat(asked).hasValue(2);
        }
    }

    private static void answerNoHours(Route route, Map<String, String> headers) {
        route.fulfill(
                new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setHeaders(headers)
                        .setBody("{\"hours\":[],\"sports\":[]}"));
    }

    /** What is kept of two publications stays two: asking again at once would never end. */
    @Test
    void mixesNothingThatIsKeptWhileTheStoreIsAway() {
        AtomicInteger asked = new AtomicInteger();
        try (Visit visit = visit()) {
            visit.page()
                    .route(
                            "**/metrics/peak_hours*",
                            route -> {
                                asked.incrementAndGet();
                                answerNoHours(
                                        route,
                                        Map.of(
                                                "Daybook-Generation",
                                                "6",
                                                "Daybook-Stale",
                                                "store-unreachable"));
                            });
            visit.open("?mart=venues");
            assertThat(visit.at("#notice h2")).hasText("The figures cannot be read at the moment");
            assertThat(visit.at("#notice")).containsText("what is kept is of two publications");
            assertThat(visit.at(".grid")).isHidden();
            assertThat(asked).hasValue(1);
        }
    }

    /** One page, whose colours and width change. */
    @Test
    void fitsAndIsAccessibleInLightAndDark() {
        try (Visit visit = visit().open("?mart=venues&range=all")) {
            // 43 x 120.10 and 60.00
            assertThat(visit.at("#days-total")).hasText("€5,224.30");
            visit.at(".card-days summary").click();
            visit.at(".card-hours summary").click();
            for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
                for (int width : new int[] {1440, 380}) {
                    visit.page().setViewportSize(width, 900);
                    assertThat(visit.page().evaluate("document.documentElement.scrollWidth"))
                            .isEqualTo(width);
                    assertThat(visit.seriousFindings()).as("%s at %s", colours, width).isEmpty();
                }
            }
            visit.at(".choose").click();
            assertThat(visit.at("[role=option]")).hasCount(3);
            assertThat(visit.seriousFindings()).as("picker").isEmpty();
        }
    }
}
