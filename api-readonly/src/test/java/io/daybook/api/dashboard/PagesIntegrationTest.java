package io.daybook.api.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestIssuer;
import io.daybook.api.testing.TestStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages and their files, with and without tokens. */
class PagesIntegrationTest {

    private static final String OWN_ONLY = "default-src 'self'";

    @Test
    void servesPagesAndTheirFilesFromHere() {
        try (TestApi api = TestApi.start(TestStore.empty().database(), "demo")) {
            Reply page = api.get("/dashboard?event=1&token=x");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.header("Content-Security-Policy")).isEqualTo(OWN_ONLY);
            assertThat(page.body()).doesNotContain("style=", "onclick", "http://", "https://");
            for (String script :
                    new String[] {"/dashboard/main.js", "/dashboard/vendor/chart.umd.min.js"}) {
                assertThat(api.get(script).header("Content-Type")).startsWith("text/javascript");
            }
            assertThat(api.get("/dashboard/dashboard.css").header("Content-Type"))
                    .startsWith("text/css");
            String changed = api.get("/dashboard/main.js").header("Last-Modified");
            assertThat(api.get("/dashboard/main.js", "If-Modified-Since: " + changed).status())
                    .isEqualTo(304);
            assertThat(api.get("/", "Accept: text/html").header("Location"))
                    .isEqualTo("/dashboard");
            assertThat(api.get("/dashboard/nothing.js").status()).isEqualTo(404);
            assertThat(api.get("/dashboard/../ApiServer.class").status()).isEqualTo(404);
            assertThat(api.get("/dashboard/%2e%2e/docs/index.html").status()).isIn(400, 404);
            assertThat(api.send("POST", "/dashboard").status()).isEqualTo(405);
        }
    }

    /** Swagger UI styles itself, which the policy of this page alone allows. */
    @Test
    @Tag("connections")
    void describesTheApiAtDocs() {
        try (Chromium chromium = Chromium.start();
                TestApi api = TestApi.start(TestStore.empty().database(), "demo");
                Visit visit = chromium.visit(api.port(), Visit.Look.USUAL).go("/docs")) {
            assertThat(visit.at(".opblock-summary-path").first()).isVisible();
            assertThat(visit.at("#docs"))
                    .containsText("An event's sales, tickets, demographics and velocity");
            assertThat(visit.at("#docs")).containsText("Authorize");
            assertThat(api.get("/docs").header("Content-Security-Policy"))
                    .isEqualTo(
                            OWN_ONLY + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:");
        }
    }

    /** The whole way: page without a token, a real one, figures and stream of its tenant. */
    @Test
    @Tag("connections")
    void showsATokensTenant() {
        try (Chromium chromium = Chromium.start();
                TestIssuer issuer = new TestIssuer();
                TestApi api = issuer.api(DashboardStore.published());
                Visit visit =
                        chromium.visit(api.port(), Visit.Look.USUAL)
                                .expectingFailures()
                                .open("?event=17")) {
            assertThat(visit.at("#token-reason")).containsText("There is no token");
            String token =
                    issuer.bearer("demo", "viewer").replaceFirst("Authorization: Bearer ", "");
            visit.at("#token-value").fill(token);
            visit.page().keyboard().press("Enter");
            assertThat(visit.at("#sales-current")).hasText("€42,100.00");
            assertThat(visit.at(".live")).hasText("Live");
        }
    }
}
