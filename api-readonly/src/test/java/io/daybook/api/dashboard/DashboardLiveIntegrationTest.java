package io.daybook.api.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("connections")
class DashboardLiveIntegrationTest {

    /** A publication that sells 3 more tickets changes the live card, and then the rest. */
    @Test
    void followsThePublicationsByItself() {
        TestStore store = DashboardStore.published();
        try (Chromium chromium = Chromium.start();
                TestApi api = TestApi.start(store.database(), "demo");
                Visit visit = chromium.visit(api.port(), Visit.Look.USUAL).open("?event=17")) {
            assertThat(visit.at("#velocity-current")).hasText("5");
            assertThat(visit.at(".live")).hasText("Live");
            store.with(
                            """
                            update event_sales_quarter_hour set tickets_sold = 8
                            where event_id = 17 and day = '2026-03-15';
                            update event_totals set gross_amount = 42200
                            where event_id = 17
                            """)
                    .published(4, "2026-03-15T12:07:40Z", "2026-03-15", "2026-03-15");
            assertThat(visit.at("#velocity-current")).hasText("8");
            assertThat(visit.at("#sales-current")).hasText("€42,200.00");
            assertThat(visit.at("#edition")).containsText("Generation 4");
        }
    }
}
