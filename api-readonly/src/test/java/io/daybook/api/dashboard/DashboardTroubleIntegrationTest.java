package io.daybook.api.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the dashboard shows when there is nothing to show, or no answer. */
@Tag("connections")
class DashboardTroubleIntegrationTest {

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

    /** And after the first publication the same page goes on. */
    @Test
    void saysThatNothingHasBeenPublished() {
        TestStore fresh = TestStore.empty();
        try (TestApi server = TestApi.start(fresh.database(), "demo");
                Visit visit = served.chromium().visit(server.port(), Visit.Look.USUAL).open("")) {
            assertThat(visit.at("#notice h2")).hasText("Nothing has been published yet");
            assertThat(visit.at("#notice")).containsText("daybook run events");
            assertThat(visit.at(".grid")).isHidden();
            assertThat(visit.seriousFindings()).isEmpty();
            fresh.published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15")
                    .with(
                            """
                            insert into event_directory
                                (tenant_id, event_id, name, timezone, currency, status)
                            values ('demo', 1, 'First', 'UTC', 'EUR', 'draft')
                            """);
            visit.page().getByText("Look again").click();
            assertThat(visit.at(".chosen")).hasText("First");
            assertThat(visit.at("#notice")).isHidden();
        }
    }

    @Test
    void saysThatThereAreNoEvents() {
        try (TestApi server = TestApi.start(served.store().database(), "tiny");
                Visit visit = served.chromium().visit(server.port(), Visit.Look.USUAL).open("")) {
            assertThat(visit.at("#notice h2")).hasText("There are no events yet");
        }
    }

    @Test
    void leadsAwayFromAnUnknownEvent() {
        try (Visit visit = visit().expectingFailures().open("?event=999")) {
            assertThat(visit.at("#notice h2"))
                    .hasText("There is no event 999, or it is not yours to see");
            assertThat(visit.at(".grid")).isHidden();
            visit.page().getByText("Show another event").click();
            assertThat(visit.at(".chosen")).hasText("Gala");
            assertThat(visit.at(".grid")).isVisible();
        }
    }

    /** The figures seen before stay, and the page tries again by itself. */
    @Test
    void triesAgainAfterTheStoreWasAway() {
        AtomicInteger refusals = new AtomicInteger();
        try (Visit visit = visit().expectingFailures().open("?event=17")) {
            assertThat(visit.at("#timeline-total")).hasText("€21,098.50");
            visit.answerApi(
                    route -> {
                        if (refusals.incrementAndGet() <= 3) {
                            route.fulfill(problem(503, "The metrics store does not answer", "2"));
                        } else {
                            route.fallback();
                        }
                    });
            visit.at("#range-7d").check();
            assertThat(visit.at("#notice h2")).hasText("The figures cannot be read at the moment");
            assertThat(visit.at("#sales-current")).hasText("€42,100.00");
            assertThat(visit.at("#timeline-total")).hasText("€4,997.35");
            assertThat(visit.at("#notice")).isHidden();
        }
    }

    @Test
    void saysHowLongToWaitAfterTooManyRequests() {
        try (Visit visit = visit().expectingFailures()) {
            visit.answerApi(route -> route.fulfill(problem(429, "Too many", "30")));
            visit.open("?event=17");
            assertThat(visit.at("#notice h2")).hasText("Too many requests");
            assertThat(visit.at(".notice-act .muted"))
                    .hasText(Pattern.compile("Trying again in (30|29|2\\d) s"));
            assertThat(visit.at(".grid")).isHidden();
        }
    }

    /** The token is a header of requests to this server, and nowhere else. */
    @Test
    void asksForATokenAndKeepsItInMemory() {
        try (Visit visit = visit().expectingFailures()) {
            visit.answerApi(
                    route -> {
                        if ("Bearer secret-1"
                                .equals(route.request().headers().get("authorization"))) {
                            route.fallback();
                        } else {
                            route.fulfill(problem(401, "There is no token", null));
                        }
                    });
            visit.open("?event=17");
            assertThat(visit.at("#token-title")).isVisible();
            assertThat(visit.at("#token-reason")).hasText("There is no token");
            assertThat(visit.seriousFindings()).isEmpty();
            visit.page().getByLabel("Token", labelled()).fill("wrong");
            visit.page().keyboard().press("Enter");
            assertThat(visit.at("#token-value")).isEmpty();
            assertThat(visit.at("#token-title")).isVisible();
            visit.page().getByLabel("Token", labelled()).fill("secret-1");
            visit.page().keyboard().press("Enter");
            assertThat(visit.at("#sales-current")).hasText("€42,100.00");
            Object kept =
                    visit.page()
                            .evaluate(
                                    """
                                    [location.href, document.cookie, JSON.stringify(localStorage),
                                        JSON.stringify(sessionStorage), document.documentElement.outerHTML].join()
                                    """);
            assertThat(String.valueOf(kept)).doesNotContain("secret-1");
            visit.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Copy overview as curl"))
                    .click();
            assertThat(visit.at("#toast")).containsText("Bearer $DAYBOOK_TOKEN");
            visit.page().reload();
            assertThat(visit.at("#token-title")).isVisible();
        }
    }

    private static Page.GetByLabelOptions labelled() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static Route.FulfillOptions problem(int status, String detail, String retryAfter) {
        Map<String, String> headers =
                retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter);
        return new Route.FulfillOptions()
                .setStatus(status)
                .setHeaders(headers)
                .setContentType("application/problem+json")
                .setBody("{\"status\":%s,\"detail\":\"%s\"}".formatted(status, detail));
    }
}
