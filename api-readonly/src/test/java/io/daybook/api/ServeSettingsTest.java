package io.daybook.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServeSettingsTest {

    private static final Duration LIMIT = ServeSettings.DEFAULT_FRESHNESS_LIMIT;

    @Test
    void namesWhatIsInvalidAndWhatWasExpected() {
        assertInvalid("Invalid port: 65536 (expected 0 to 65535)", 65_536, "demo", LIMIT, 5);
        assertInvalid("Invalid tenant:   (expected the name of a tenant)", 0, " ", LIMIT, 5);
        assertInvalid(
                "Invalid freshness limit: PT0S (expected above zero)", 0, "demo", Duration.ZERO, 5);
        assertInvalid(
                "Invalid privacy.min-group: 0 (expected 1 or more orders)", 0, "demo", LIMIT, 0);
        assertThatThrownBy(() -> settings("mysql://h/d?password=canary", 0, "demo", LIMIT, 5))
                .hasMessage(
                        "Invalid store URL: mysql://h/d (expected"
                                + " jdbc:postgresql://host:port/database)");
    }

    @Test
    void doesNotShowPasswords() {
        assertThat(settings("jdbc:postgresql://h/d?password=canary", 8080, "demo", LIMIT, 5))
                .hasToString(
                        "ServeSettings[jdbc:postgresql://h/d as reader, http://localhost:8080,"
                                + " tenant demo]");
    }

    private static void assertInvalid(
            String message, int port, String tenant, Duration limit, int minGroup) {
        assertThatThrownBy(() -> settings("jdbc:postgresql://h/d", port, tenant, limit, minGroup))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static ServeSettings settings(
            String url, int port, String tenant, Duration limit, int minGroup) {
        return new ServeSettings(
                url, "reader", "canary", "localhost", port, tenant, limit, minGroup);
    }
}
