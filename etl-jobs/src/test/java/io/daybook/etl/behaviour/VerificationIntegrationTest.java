package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Comparing tables and source, both directions, and repairing what differs. */
class VerificationIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void verifyOfARangeComparesThatRangeOnly() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-20T12:00Z");
        mart.run();
        mart.change("update ticket_order set amount = 77");
        RunReport report =
                mart.run(
                        new RunRequest.Verify(
                                Optional.of(LocalDate.of(2024, 1, 20)),
                                Optional.of(LocalDate.of(2024, 1, 20)),
                                List.of("event_daily_sales"),
                                true));
        assertThat(report.driftCount()).isEqualTo(1);
        assertThat(
                        mart.store.rows(
                                "select day, gross_amount from events.event_daily_sales order by day"))
                .isEqualTo(List.of("2024-01-10 | 10.0000", "2024-01-20 | 77.0000"));
    }

    /**
     * Daily sales and quarter hours of that day changed; the repair publishes them as a run does.
     */
    @Test
    void pendingSlicesAreCountedAndNoDrift() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        mart.change("update ticket_order set amount = 77, updated_at = clock_timestamp()");
        RunReport compared = mart.verify(false);
        assertThat(compared.exitCode()).isZero();
        assertThat(compared.driftCount()).isZero();
        assertThat(compared.pendingSlices()).isEqualTo(2);
        RunReport repaired = mart.verify(true);
        assertThat(repaired.exitCode()).isZero();
        assertThat(repaired.driftCount()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    /** A comparison that repaired nothing must not switch the nightly repair off. */
    @Test
    void aNightlyRunStillRepairsWhatAComparisonOnlyFound() {
        rows.event(1).order(10, 1, "paid_at=" + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        mart.run();
        mart.store.execute("update daybook.run set verified = false");
        mart.change("update ticket_order set amount = 77");
        assertThat(mart.verify(false).exitCode()).isEqualTo(4);

        RunReport nightly = mart.run(new RunRequest.Nightly(RunRequest.Verification.WHEN_DUE));

        assertThat(nightly.verified()).isTrue();
        assertThat(nightly.driftCount()).isPositive();
        assertThat(nightly.exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
        assertThat(mart.run(new RunRequest.Nightly(RunRequest.Verification.WHEN_DUE)).verified())
                .isFalse();
    }

    /** Its rows differ because another definition made them: that is no drift of the source. */
    @Test
    void aViewThatIsDueAsAWholeIsLeftOutOfAComparison() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        mart.store.execute(
                "update daybook.ledger set definition_version = 'older'"
                        + " where view = 'event_directory'");
        mart.store.execute(
                "update events.event_directory set name = 'as the older definition named it'");

        RunReport compared = mart.verify(false);

        assertThat(compared.driftCount()).isZero();
        assertThat(compared.messages())
                .containsExactly(
                        "event_directory is left out of the comparison: it is due to be built"
                                + " (run: daybook run events)");
        assertThat(mart.verify(true).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void tamperedStoredTablesAreDrift() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        mart.store.execute("update events.event_totals set gross_amount = 99");
        RunReport compared = mart.verify(false);
        assertThat(compared.exitCode()).isEqualTo(4);
        assertThat(compared.drift())
                .extracting(
                        RunReport.Drift::view,
                        RunReport.Drift::column,
                        RunReport.Drift::stored,
                        RunReport.Drift::expected)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "event_totals", "gross_amount", "99", "10.0000"));
        assertThat(mart.verify(true).exitCode()).isZero();
        assertThat(mart.verify(false).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    /**
     * A hard-deleted event: verification removes its rows, its seen values and its held-back days.
     */
    @Test
    void aDeletedEventIsForgottenByVerification() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z").event(2);
        mart.run();
        mart.change(
                "update event set timezone = 'Europe/Londn', updated_at = clock_timestamp() where event_id = 1");
        assertThat(mart.run().exitCode()).isEqualTo(3);
        mart.change("delete from event where event_id = 1");
        mart.change("delete from ticket_order");
        assertThat(mart.verify(true).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
        assertThat(
                        mart.store.value(
                                "select string_agg(entity_id::text, ' ') from daybook.entity_seen"))
                .isEqualTo("2");
        assertThat(mart.store.rows("select from daybook.held_back")).isEmpty();
        assertThat(mart.verify(false).exitCode()).isZero();
    }
}
