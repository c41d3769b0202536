package io.daybook.api.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Journeys through the dashboard. */
@Tag("connections")
class DashboardIntegrationTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static ServedDashboard served;

    @BeforeAll
    static void start() {
        served = ServedDashboard.start();
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

    /** Event 17 is the one on sale that starts next and has sold. */
    @Test
    void beginsWithTheEventThatStartsNext() {
        try (Visit visit = visit().open("")) {
            assertThat(visit.at("#sales-current")).hasText("€42,100.00");
            assertThat(visit.at("#sales-trend")).containsText("+12.5 %");
            assertThat(visit.at("#sales-previous")).hasText("against €37,400.00 of the last event");
            assertThat(visit.at("#tickets-sold")).hasText("842");
            assertThat(visit.at("#tickets-total")).hasText("of 1,200 tickets");
            assertThat(visit.at("#tickets-percentage")).hasText("70.1 %");
            assertThat(visit.at("#velocity-current")).hasText("5");
            assertThat(visit.at("#velocity-status")).hasText("Peak");
            assertThat(visit.at(".chosen")).hasText("Gala");
            assertThat(visit.at(".card-demographics")).containsText("Female");
            assertThat(shares(visit))
                    .containsExactly("45 %", "52 %", "3 %", "30 %", "50 %", "20 %");
            assertThat(visit.at("#edition"))
                    .hasText("As of Mar 15, 2026, 01:07 PM GMT+1Generation 3Final through Mar 14");
            assertThat(visit.query()).isEqualTo("?event=17");
            assertThat(visit.at("[role=tab]")).hasText("Events");
            assertThat(visit.page()).hasTitle("Gala – Daybook");
        }
    }

    private static List<String> shares(Visit visit) {
        return visit.at(".share").allInnerTexts();
    }

    /** 14 February to 15 March: 30 x 700.05 + 97. Every figure of the table is the JSON's. */
    @Test
    void listsTheDaysOfTheJson() {
        try (Visit visit = visit().open("?event=17")) {
            assertThat(visit.at("#timeline-total")).hasText("€21,098.50");
            visit.at("summary").click();
            JsonNode days = json("/api/v1/events/17/analytics/timeline");
            assertThat(days.size()).isEqualTo(30);
            List<List<String>> expected = new ArrayList<>();
            for (JsonNode day : days) {
                expected.add(
                        List.of(
                                day.path("date").asString(),
                                "€" + day.path("amount").decimalValue().toPlainString(),
                                "€" + day.path("refunds").decimalValue().toPlainString(),
                                "€" + day.path("net").decimalValue().toPlainString(),
                                day.path("tickets").asString(),
                                day.path("ticketsCancelled").asString()));
            }
            assertThat(rows(visit)).isEqualTo(expected);
            assertThat(visit.at("tr[data-day='2026-03-10']"))
                    .hasText("Tue, Mar 10, 2026€700.05€100.50€599.55148");
        }
    }

    /** Day and cells of each row; no amount of this event has a thousands separator. */
    private static List<List<String>> rows(Visit visit) {
        List<List<String>> rows = new ArrayList<>();
        for (Locator row : visit.at(".days tbody tr").all()) {
            List<String> cells = new ArrayList<>();
            cells.add(row.getAttribute("data-day"));
            cells.addAll(row.locator("td").allInnerTexts());
            rows.add(cells);
        }
        return rows;
    }

    private static JsonNode json(String path) {
        return JSON.readTree(served.api().get(path).body());
    }

    /** A double would make 12345678901234.125 of it, but not 9007199254740993. */
    @Test
    void losesNoDigit() {
        try (Visit visit = visit().open("?event=9007199254740993&range=all")) {
            assertThat(visit.at(".chosen")).hasText("Harbour Finale");
            assertThat(visit.at("#sales-current")).hasText("€12,345,678,901,234.125");
            assertThat(visit.at("#timeline-total")).hasText("€12,345,678,901,234.125");
            assertThat(visit.at("#tickets-percentage")).hasText("140.0 %");
            assertThat(visit.at(".card-tickets")).containsText("2 above capacity");
        }
    }

    /** 9 to 15 March: 7 x 700.05 + 97; all: the lifetime's gross. */
    @Test
    void keepsTheRangeInTheAddress() {
        try (Visit visit = visit().open("")) {
            assertThat(visit.at("#timeline-total")).hasText("€21,098.50");
            visit.at("#range-7d").check();
            assertThat(visit.at("#timeline-total")).hasText("€4,997.35");
            assertThat(visit.at(".days tbody tr")).hasCount(7);
            assertThat(visit.query()).isEqualTo("?event=17&range=7d");
            visit.at("#range-all").check();
            assertThat(visit.at("#timeline-total")).hasText("€42,100.00");
            assertThat(visit.at(".days tbody tr")).hasCount(60);
            visit.page().reload();
            assertThat(visit.at("#timeline-total")).hasText("€42,100.00");
            visit.page().goBack();
            assertThat(visit.at("#timeline-total")).hasText("€4,997.35");
            assertThat(visit.at("#range-7d")).isChecked();
        }
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    /** The 30 days before: 15 January to 13 February, 30 x 700.05; 97 / 21001.50 = 0.46 %. */
    @Test
    void comparesWithTheMonthBefore() {
        try (Visit visit = visit().open("?event=17")) {
            visit.at("#compare-last_month").check();
            assertThat(visit.at("#sales-current")).hasText("€21,098.50");
            assertThat(visit.at("#sales-trend")).containsText("+0.4 %");
            assertThat(visit.at("#sales-previous"))
                    .hasText("against €21,001.50 of the 30 days before");
            assertThat(visit.query()).isEqualTo("?event=17&compare=last_month");
        }
    }

    /** The 7 days before 9 March: 2 to 8 March; before the first sale there are zeros. */
    @Test
    void comparesDayByDay() {
        try (Visit visit = visit().open("?event=17&range=7d&measure=tickets")) {
            visit.page().getByLabel("7 days before").check();
            assertThat(visit.at(".key")).containsText("The 7 days before");
            assertThat(visit.at("tr[data-day='2026-03-14'] td").last()).hasText("14");
            assertThat(visit.at("tr[data-day='2026-03-14'] td").nth(3)).hasText("24");
            assertThat(visit.query()).isEqualTo("?event=17&range=7d&measure=tickets&previous=1");
            assertThat(visit.at("#timeline-total")).hasText("108");
        }
        try (Visit visit = visit().open("?event=9007199254740993&range=7d&previous=1")) {
            assertThat(visit.at("tr[data-day='2026-03-09'] td").last()).hasText("€0");
        }
    }

    /** 120 club nights fill the first page, so the search reads on by itself. */
    @Test
    void findsAnEventByKeyboardAlone() {
        try (Visit visit = visit().open("?event=17")) {
            assertThat(visit.at("#sales-current")).hasText("€42,100.00");
            visit.page().keyboard().press("Tab");
            assertThat(visit.at(".skip")).isFocused();
            visit.at(".choose").focus();
            visit.page().keyboard().press("Enter");
            Locator search = visit.page().getByRole(AriaRole.COMBOBOX).first();
            assertThat(search).isFocused();
            assertThat(visit.at("[role=option]")).hasCount(100);
            visit.page().keyboard().type("finale");
            assertThat(visit.at("[role=option]")).hasCount(1);
            visit.page().keyboard().press("Enter");
            assertThat(visit.at(".chosen")).hasText("Harbour Finale");
            assertThat(visit.query()).isEqualTo("?event=9007199254740993");

            visit.at(".choose").focus();
            visit.page().keyboard().press("Enter");
            assertThat(visit.at("[role=option]")).hasCount(100);
            visit.page().keyboard().press("ArrowDown");
            visit.page().keyboard().press("ArrowDown");
            assertThat(search).hasAttribute("aria-activedescendant", "event-option-2");
            visit.page().keyboard().press("Escape");
            assertThat(visit.at("dialog[open]")).hasCount(0);
            assertThat(visit.at(".choose")).isFocused();
            assertThat(visit.at(".chosen")).hasText("Harbour Finale");
        }
    }

    @Test
    void narrowsTheEventsByStatus() {
        try (Visit visit = visit().open("?event=17")) {
            visit.at(".choose").click();
            visit.page().getByLabel("Status of the events listed").selectOption("live");
            assertThat(visit.at(".option-name")).hasText(new String[] {"Nothing Sold", "Gala"});
            assertThat(visit.query()).isEqualTo("?event=17&status=live");
        }
    }

    /** Arrow keys move within a switch, and the focus stays there while the figures change. */
    @Test
    void switchesRangesByArrowKeys() {
        try (Visit visit = visit().open("?event=17")) {
            assertThat(visit.at("#timeline-total")).hasText("€21,098.50");
            visit.at("#range-30d").focus();
            visit.page().keyboard().press("ArrowLeft");
            assertThat(visit.at("#timeline-total")).hasText("€4,997.35");
            assertThat(visit.at("#range-7d")).isFocused();
        }
    }

    /** Attack 29. */
    @Test
    void showsANameAsTextWhateverItHolds() {
        try (Visit visit = visit().open("?event=12")) {
            assertThat(visit.at(".chosen")).hasText("<img src=x onerror=alert(1)>");
            assertThat(visit.at("#sales-current")).hasText("¥0");
            assertThat(visit.at("#tickets-total")).hasText("tickets, unlimited capacity");
            visit.at(".choose").click();
            assertThat(visit.at(".option-name:has-text(\"onerror\")")).hasCount(1);
            assertThat(visit.at("main img")).hasCount(0);
        }
    }

    /** Local days name days of the calendar: a browser on either side of them changes none. */
    @Test
    void shiftsNoDayByTheBrowsersZone() {
        for (String zone : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago")) {
            var look = new Visit.Look(1440, ColorScheme.LIGHT, zone);
            try (Visit visit = served.visit(look).open("?event=17&range=7d")) {
                assertThat(visit.at("#timeline-of")).containsText("Mar 9, 2026 – Mar 15, 2026");
                assertThat(visit.at(".days tbody tr").first()).containsText("Mon, Mar 9, 2026");
                assertThat(visit.at("#edition")).containsText("Mar 15, 2026, 01:07 PM GMT+1");
                assertThat(visit.at(".meta")).containsText("Apr 1, 2026, 08:00 PM GMT+2");
            }
        }
    }

    /** 15 March is provisional; 8 March lacks its ledger rows. */
    @Test
    void marksProvisionalAndMissingDays() {
        TestStore holed = DashboardStore.published();
        holed.database().execute("delete from daybook.ledger where day = '2026-03-08'");
        try (TestApi server = TestApi.start(holed.database(), "demo");
                Visit visit =
                        served.chromium()
                                .visit(server.port(), Visit.Look.USUAL)
                                .open("?event=17")) {
            assertThat(visit.at(".stale")).hasText("Some days are not computed yet");
            assertThat(visit.at(".key")).containsText("Provisional: may still change");
            assertThat(visit.at(".key")).containsText("Gap: not computed yet");
            assertThat(visit.at("tr.provisional")).hasCount(1);
            assertThat(visit.at("tr[data-day='2026-03-15']")).containsText("provisional");
            assertThat(visit.at("tr[data-day='2026-03-08']"))
                    .hasText("Sun, Mar 8, 2026missing–––––");
            // 21098.50 without that day's 700.05
            assertThat(visit.at("#timeline-total")).hasText("€20,398.45");
            assertThat(
                            visit.page()
                                    .evaluate(
                                            """
                                            () => {
                                                const chart = Chart.getChart(document.querySelector('canvas'));
                                                const bars = chart.data.datasets[0];
                                                const at = day => chart.data.labels.indexOf(day);
                                                return [bars.data[at('2026-03-08')],
                                                    bars.data[at('2026-03-07')],
                                                    bars.backgroundColor.map(fill => fill instanceof CanvasPattern)
                                                        .lastIndexOf(false) === at('2026-03-14'),
                                                    bars.backgroundColor[at('2026-03-15')] instanceof CanvasPattern];
                                            }
                                            """))
                    .isEqualTo(Arrays.asList(null, 700.05, true, true));
        }
    }

    @Test
    void showsAnEventWithoutSales() {
        try (Visit visit = visit().open("?event=18&range=all")) {
            assertThat(visit.at("#sales-current")).hasText("€0.00");
            assertThat(visit.page().getByText("No sale, refund or cancellation yet")).isVisible();
            assertThat(visit.at("canvas")).isHidden();
            assertThat(visit.page().getByText("No answers yet")).hasCount(2);
        }
    }

    @Test
    void copiesTheRequestForAShell() {
        try (Visit visit = visit().open("?event=17&range=7d")) {
            assertThat(visit.at("#sales-current")).hasText("€42,100.00");
            visit.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Copy timeline as curl"))
                    .click();
            String command =
                    "curl -s 'http://localhost:%s/api/v1/events/17/analytics/timeline?range=7d'"
                            .formatted(served.api().port());
            assertThat(visit.at("#toast")).hasText("Copied: " + command);
            assertThat(visit.page().evaluate("navigator.clipboard.readText()")).isEqualTo(command);
        }
    }

    @Test
    void remembersTheColoursChosen() {
        try (Visit visit = visit().open("?event=17")) {
            assertThat(visit.at("#sales-current")).hasText("€42,100.00");
            Object light = visit.page().evaluate("getComputedStyle(document.body).backgroundColor");
            visit.page().getByText("Dark", exactly()).click();
            Object dark = visit.page().evaluate("getComputedStyle(document.body).backgroundColor");
            assertThat(dark).isNotEqualTo(light);
            visit.page().reload();
            assertThat(visit.at("#sales-current")).hasText("€42,100.00");
            assertThat(visit.page().evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo(dark);
        }
    }

    @Test
    void fitsANarrowScreen() {
        for (String query : List.of("?event=17&previous=1", "?event=9007199254740993&range=all")) {
            var look = new Visit.Look(380, ColorScheme.LIGHT, "UTC");
            try (Visit visit = served.visit(look).open(query)) {
                assertThat(visit.at("#sales-current")).hasText(Pattern.compile("€[0-9,.]+"));
                visit.at("summary").click();
                assertThat(visit.page().evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(380);
                visit.at(".choose").click();
                assertThat(visit.at("[role=option]").first()).isVisible();
                assertThat(visit.page().evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(380);
            }
        }
    }

    @Test
    void isAccessibleInLightAndDark() {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1440, 380}) {
                var look = new Visit.Look(width, colours, "UTC");
                try (Visit visit = served.visit(look).open("?event=17&previous=1")) {
                    assertThat(visit.at("#sales-current")).hasText("€42,100.00");
                    assertThat(visit.at(".grid[aria-busy]")).hasCount(0);
                    visit.at("summary").click();
                    assertThat(visit.seriousFindings()).as("%s at %s", colours, width).isEmpty();
                    visit.at(".choose").click();
                    assertThat(visit.at("[role=option]")).hasCount(100);
                    assertThat(visit.seriousFindings()).as("%s picker", colours).isEmpty();
                }
            }
        }
    }

    /** What the address says wrongly is as if unsaid, and never asked for. */
    @Test
    void ignoresSettingsThatAreNone() {
        try (Visit visit = visit().open("?event=17&range=fortnight&compare=x&measure=<b>")) {
            assertThat(visit.at("#timeline-total")).hasText("€21,098.50");
            assertThat(visit.at("#range-30d")).isChecked();
        }
    }
}
