package io.daybook.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One visitor's page. Whatever the browser complains of (errors, warnings, the content security
 * policy, dialogs) is collected, and fails the test at its end.
 */
final class Visit implements AutoCloseable {

    /** What the browser is like. */
    record Look(int width, ColorScheme colours, String zone) {

        static final Look USUAL = new Look(1440, ColorScheme.LIGHT, "America/Los_Angeles");

        NewContextOptions options() {
            return new NewContextOptions()
                    .setViewportSize(width, 900)
                    .setColorScheme(colours)
                    .setTimezoneId(zone)
                    .setLocale("en-US")
                    .setPermissions(List.of("clipboard-read", "clipboard-write"));
        }
    }

    private final BrowserContext context;
    private final Page page;
    private final String origin;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private boolean failuresExpected;

    Visit(BrowserContext context, int port) {
        this.context = context;
        this.page = context.newPage();
        this.origin = "http://localhost:" + port;
        page.onConsoleMessage(
                message -> {
                    boolean failure = message.text().startsWith("Failed to load resource");
                    if (!message.type().equals("log") && !(failure && failuresExpected)) {
                        complaints.add(message.type() + ": " + message.text());
                    }
                });
        page.onResponse(
                response -> {
                    if (response.status() >= 400) {
                        refusals.add(response.status() + " " + response.url());
                    }
                });
        page.onPageError(error -> complaints.add("error: " + error));
        page.onDialog(
                dialog -> {
                    complaints.add("dialog: " + dialog.message());
                    dialog.dismiss();
                });
        page.onRequest(
                request -> {
                    if (!request.url().startsWith(origin + "/")) {
                        complaints.add("request to another server: " + request.url());
                    }
                });
    }

    /** The browser reports refused requests of its own accord: here they belong to the test. */
    Visit expectingFailures() {
        failuresExpected = true;
        return this;
    }

    /** Opens the dashboard with this query. */
    Visit open(String query) {
        return go("/dashboard" + query);
    }

    /** Opens any page of the server. */
    Visit go(String path) {
        page.navigate(origin + path);
        return this;
    }

    Page page() {
        return page;
    }

    Locator at(String selector) {
        return page.locator(selector);
    }

    String text(String selector) {
        return at(selector).innerText();
    }

    /** The query of the page's address; empty without one. */
    String query() {
        return String.valueOf(page.evaluate("location.search"));
    }

    /** Status and address of each request so far that was refused. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Answers the API's requests itself, as a server in trouble would. */
    void answerApi(Consumer<Route> answer) {
        page.route("**/api/**", answer);
    }

    /** The findings of axe-core that are serious or critical. */
    List<?> seriousFindings() {
        String path = "/dashboard/axe.js";
        page.route("**" + path, route -> route.fulfill(script()));
        page.addScriptTag(new Page.AddScriptTagOptions().setUrl(origin + path));
        Object checked =
                page.evaluate(
                        """
                        async () => {
                            const result = await axe.run(document);
                            return [result.passes.length].concat(result.violations
                                .filter(each => ['serious', 'critical'].includes(each.impact))
                                .map(each => each.id + ': ' + each.nodes
                                    .map(node => node.target + ' ' + node.failureSummary)
                                    .join('; ')));
                        }
                        """);
        List<?> result = (List<?>) checked;
        assertThat((Integer) result.get(0))
                .as("rules that had something to check")
                .isGreaterThan(15);
        return result.subList(1, result.size());
    }

    private static Route.FulfillOptions script() {
        try (InputStream axe = Visit.class.getResourceAsStream("/axe.min.js")) {
            String source =
                    new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8);
            return new Route.FulfillOptions().setContentType("text/javascript").setBody(source);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }
}
