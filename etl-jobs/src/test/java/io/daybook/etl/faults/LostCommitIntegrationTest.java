package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunReport.ViewResult;
import io.daybook.etl.testing.ChangedMart;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store's connection is lost while the publication is being committed. */
@Timeout(120)
@Tag("connections")
class LostCommitIntegrationTest {

    private final ChangedMart changed = new ChangedMart();

    /** Does something to the connection whose publication's COMMIT is about to be sent. */
    private static BiConsumer<TcpProxy.Connection, String> atCommit(TcpProxy.Wire wire) {
        Set<TcpProxy.Connection> publishing = new HashSet<>();
        return (connection, message) -> {
            if (message.contains("insert into daybook.generation")) {
                publishing.add(connection);
            } else if (message.contains("COMMIT") && publishing.contains(connection)) {
                connection.become(wire);
            }
        };
    }

    @Test
    void aRunWhoseCommitWasDoneButNotAnsweredFindsItsPublication() throws IOException {
        try (ProxiedMart proxied =
                new ProxiedMart(
                        changed.mart,
                        "",
                        ProxiedMart::unharmed,
                        atCommit(TcpProxy.Wire.LAST_MESSAGE))) {
            RunReport report = proxied.runner().run(ChangedMart.RUN);

            assertThat(report.exitCode()).isZero();
            assertThat(report.generation()).isEqualTo(2);
            assertThat(report.views())
                    .filteredOn(view -> view.view().equals("event_daily_sales"))
                    .extracting(ViewResult::slices)
                    .containsExactly(2L);
        }
        assertThat(changed.outcome(2)).isEqualTo("published | 0 | 2");
        assertThat(
                        changed.mart.store.value(
                                "select generation, last_run_outcome from daybook.mart_state"))
                .isEqualTo("2 | published");
        changed.assertNewGenerationStands(2);
        changed.assertNextRunPublishes(3);
    }

    @Test
    void aRunWhoseCommitNeverArrivedFailsUnpublished() throws IOException {
        try (ProxiedMart proxied =
                new ProxiedMart(
                        changed.mart, "", ProxiedMart::unharmed, atCommit(TcpProxy.Wire.CUT))) {
            RunFailure failure = ChangedMart.failure(proxied.runner());

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageStartingWith(
                            "Run 2 of events lost its connection to the store while it published")
                    .hasMessageEndingWith(
                            "(nothing of it was published; the next run publishes what is due)");
            assertThat(changed.message(2)).isEqualTo(failure.getMessage());
        }
        assertThat(changed.outcome(2)).isEqualTo("failed | 1 | -");
        changed.assertOldGenerationStands();
        changed.assertNextRunPublishes(2);
    }

    @Test
    void aRunThatCannotReachTheStoreAgainSaysThatItsOutcomeIsUnknown() throws IOException {
        BiConsumer<TcpProxy.Connection, String> lose = atCommit(TcpProxy.Wire.LAST_MESSAGE);
        TcpProxy[] store = new TcpProxy[1];
        try (ProxiedMart proxied =
                new ProxiedMart(
                        changed.mart,
                        "",
                        ProxiedMart::unharmed,
                        (connection, message) -> {
                            lose.accept(connection, message);
                            if (message.contains("insert into daybook.generation")) {
                                store[0].onConnect(TcpProxy.Wire.CUT);
                            }
                        })) {
            store[0] = proxied.store;
            RunFailure failure = ChangedMart.failure(proxied.runner());

            assertThat(failure.exitCode()).isEqualTo(1);
            assertThat(failure)
                    .hasMessageStartingWith(
                            "Run 2 of events lost its connection to the store while it published")
                    .hasMessageEndingWith(
                            "(whether it was published is unknown until the store answers; the next"
                                    + " run finds out, daybook status shows it)");
        }
        changed.assertNewGenerationStands(2);
        changed.assertNextRunPublishes(3);
        assertThat(changed.outcome(2)).isEqualTo("published | - | 2");
        assertThat(changed.message(2)).isEqualTo("its process ended without a report");
    }
}
