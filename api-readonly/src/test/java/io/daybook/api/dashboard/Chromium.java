package io.daybook.api.dashboard;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Chromium; none is ever downloaded. */
final class Chromium implements AutoCloseable {

    private static final String VARIABLE = "DAYBOOK_TEST_CHROMIUM";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips the test, and says so, where there is no Chromium. */
    static Chromium start() {
        Optional<Path> executable = executable();
        Assumptions.assumeTrue(
                executable.isPresent(),
                "No Chromium on the PATH nor in %s: the dashboard is not tested here (on Debian: apt-get install chromium)"
                        .formatted(VARIABLE));
        // as patient as all else that Playwright waits for: five seconds are few on a busy machine
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        Playwright playwright =
                Playwright.create(
                        new CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(executable.get())
                                        // root, as in containers, has no sandbox
                                        .setChromiumSandbox(false)));
    }

    private static Optional<Path> executable() {
        String named = System.getenv(VARIABLE);
        Stream<Path> candidates =
                named != null
                        ? Stream.of(Path.of(named))
                        : Stream.of(System.getenv("PATH").split(":"))
                                .flatMap(
                                        directory ->
                                                NAMES.stream()
                                                        .map(name -> Path.of(directory, name)));
        return candidates.filter(Files::isExecutable).findFirst();
    }

    /** A visitor with nothing kept from before, in California, with American English. */
    Visit visit(int port, Visit.Look look) {
        return new Visit(browser.newContext(look.options()), port);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
