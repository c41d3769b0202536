package io.daybook.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestIssuer;
import io.daybook.api.testing.TestStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Attack 43, the API's half: with everything logged that can be, no token is in the log. */
class SecretsInLogsIntegrationTest {

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            String failure =
                    event.getThrowableProxy() == null
                            ? ""
                            : String.valueOf(event.getThrowableProxy().getMessage());
            lines.add(
                    event.getLoggerName()
                            + " "
                            + event.getFormattedMessage()
                            + event.getKeyValuePairs()
                            + failure);
        }
    }

    @Test
    void noTokenIsLoggedAtTrace() {
        TestStore store =
                TestStore.empty().published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Lines lines = new Lines();
        System.setProperty("logging.level.root", "TRACE");
        try (TestIssuer issuer = new TestIssuer();
                TestApi api = issuer.api(store)) {
            lines.setContext(root.getLoggerContext());
            lines.start();
            root.addAppender(lines);
            String good = issuer.token(TestIssuer.claims("demo", "owner").build());
            api.get("/api/v1/events", "Authorization: Bearer " + good);
            api.get("/api/v1/events", "Authorization: Bearer canary-bad-token");
            api.get("/api/v1/events?access_token=canary-in-query");
            api.get("/api/v1/events?access_token=canary-in-query", "Authorization: Bearer " + good);
            api.get("/canary-in-path", "Authorization: Bearer " + good, "Cookie: a=canary-cookie");
            root.detachAppender(lines);
            assertThat(root.getLevel()).isEqualTo(Level.TRACE);
            assertThat(lines.lines).as("a log at TRACE").hasSizeGreaterThan(20);
            String signature = good.substring(good.lastIndexOf('.') + 1);
            assertThat(lines.lines)
                    .noneMatch(line -> line.contains(signature))
                    .noneMatch(line -> line.contains("canary-bad-token"))
                    .noneMatch(line -> line.contains("canary-cookie"))
                    .noneMatch(line -> line.contains("canary-in-query"));
        } finally {
            System.clearProperty("logging.level.root");
            root.setLevel(Level.WARN);
        }
    }
}
