package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunFailure;
import io.daybook.etl.testing.ChangedMart;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The network hangs: connections stay open and nothing arrives, as when a firewall forgets them.
 * Timeouts of the JDBC URL end the wait, here of seconds; each test would else run for hours.
 */
@Timeout(120)
@Tag("connections")
class HangIntegrationTest {

    /** Of these the driver itself has none; Databases sets longer ones, the URL wins. */
    private static final String SECONDS = "&socketTimeout=2&connectTimeout=2&loginTimeout=3";

    private final ChangedMart changed = new ChangedMart();

    /** Only the first such message: the report quotes it. */
    private static BiConsumer<TcpProxy.Connection, String> frozenAt(String text) {
        AtomicBoolean frozen = new AtomicBoolean();
        return (connection, message) -> {
            if (message.contains(text) && !frozen.getAndSet(true)) {
                connection.become(TcpProxy.Wire.FROZEN);
            }
        };
    }

    /**
     * At the first statement that recomputes a view, not one that only plans or looks for slices.
     */
    private static BiConsumer<TcpProxy.Connection, String> frozenWhileComputing() {
        return (connection, message) -> {
            if (message.contains("as daybook_w")
                    && !message.contains("daybook_f")
                    && !message.contains("explain (")) {
                connection.become(TcpProxy.Wire.FROZEN);
            }
        };
    }

    @Test
    void endsTheRunWhenTheSourceHangsWhileItIsRead() throws IOException {
        try (ProxiedMart proxied =
                new ProxiedMart(
                        changed.mart, SECONDS, frozenWhileComputing(), ProxiedMart::unharmed)) {
            RunFailure failure = ChangedMart.failure(proxied.runner());

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageStartingWith("Computing event_")
                    .hasMessageContaining("copying into staging.events_");
            assertThat(changed.message(2)).isEqualTo(failure.getMessage());
        }
        assertThat(changed.outcome(2)).isEqualTo("failed | 1 | -");
        changed.assertOldGenerationStands();
        changed.assertNextRunPublishes(2);
    }

    @Test
    void endsTheRunWhenTheStoreHangsInThePublication() throws IOException {
        try (ProxiedMart proxied =
                new ProxiedMart(
                        changed.mart,
                        SECONDS,
                        ProxiedMart::unharmed,
                        frozenAt("insert into daybook.entity_seen"))) {
            RunFailure failure = ChangedMart.failure(proxied.runner());

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageStartingWith(
                            "remembering entities failed: An I/O error occurred while sending to the"
                                    + " backend.");
            assertThat(changed.message(2)).isEqualTo(failure.getMessage());
        }
        assertThat(changed.outcome(2)).isEqualTo("failed | 1 | -");
        changed.assertOldGenerationStands();
        changed.assertNextRunPublishes(2);
    }

    @Test
    void endsTheRunWhenTheBatchHistoryHangs() throws IOException {
        try (ProxiedMart proxied =
                new ProxiedMart(
                        changed.mart,
                        SECONDS,
                        ProxiedMart::unharmed,
                        frozenAt("UPDATE batch.batch_STEP_EXECUTION"))) {
            RunFailure failure = ChangedMart.failure(proxied.runner());

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(changed.message(2)).isEqualTo(failure.getMessage());
        }
        assertThat(changed.outcome(2)).isEqualTo("failed | 1 | -");
        changed.assertOldGenerationStands();
        changed.assertNextRunPublishes(2);
    }

    @Test
    void givesUpWhenTheSourceAcceptsConnectionsAndNeverAnswers() throws IOException {
        try (ProxiedMart proxied =
                new ProxiedMart(
                        changed.mart, SECONDS, ProxiedMart::unharmed, ProxiedMart::unharmed)) {
            proxied.source.onConnect(TcpProxy.Wire.FROZEN);
            RunFailure failure = ChangedMart.failure(proxied.runner());

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageStartingWith("Cannot connect to the source at jdbc:postgresql://");
        }
        changed.assertOldGenerationStands();
        changed.assertNextRunPublishes(2);
    }

    @Test
    void givesUpWhenTheStoreAcceptsConnectionsAndNeverAnswers() throws IOException {
        try (ProxiedMart proxied =
                new ProxiedMart(
                        changed.mart, SECONDS, ProxiedMart::unharmed, ProxiedMart::unharmed)) {
            proxied.store.onConnect(TcpProxy.Wire.FROZEN);
            RunFailure failure = ChangedMart.failure(proxied.runner());

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageStartingWith("Cannot connect to the store at jdbc:postgresql://");
        }
        changed.assertOldGenerationStands();
        changed.assertNextRunPublishes(2);
    }

    @Test
    @Tag("long")
    void givesUpWithoutParametersOfTheUrlToo() throws IOException {
        try (ProxiedMart proxied =
                new ProxiedMart(changed.mart, "", ProxiedMart::unharmed, ProxiedMart::unharmed)) {
            proxied.store.onConnect(TcpProxy.Wire.FROZEN);

            assertThat(ChangedMart.failure(proxied.runner()))
                    .hasMessageStartingWith("Cannot connect to the store at jdbc:postgresql://");
        }
        changed.assertOldGenerationStands();
    }
}
