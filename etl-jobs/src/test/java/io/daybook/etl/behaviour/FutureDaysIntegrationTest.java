package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.run.RunRequest.Verification;
import io.daybook.etl.status.MartStatus.ViewStatus;
import io.daybook.etl.status.StatusReader;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Bookings ahead: their days are held, provisional and never missing, and are verified, too. */
class FutureDaysIntegrationTest {

    private static final String VIEW = "venue_daily_bookings";

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final VenuesMart mart = VenuesMart.create();
    private final VenuesRows rows = new VenuesRows(mart);

    @Test
    void daysAheadAreProvisionalAndNeverMissing() {
        rows.venue(1).booking(1, 1, noon(-3)).booking(2, 1, noon(7));

        RunReport first = mart.run();

        // from the first day to as-of's, without a gap, and what lies ahead
        LocalDate asOfDay = LocalDate.ofInstant(first.asOf(), ZoneOffset.UTC);
        assertThat(ledger()).containsExactlyElementsOf(heldTo(asOfDay, 7));
        assertThat(bookings()).containsExactly(today.minusDays(3) + " | 1", day(7) + " | 1");

        rows.booking(3, 1, noon(20)).booking(4, 1, noon(5));
        RunReport second = mart.run();

        asOfDay = LocalDate.ofInstant(second.asOf(), ZoneOffset.UTC);
        assertThat(ledger()).containsExactlyElementsOf(heldTo(asOfDay, 5, 7, 20));
        assertThat(mart.verify(false).driftCount()).isZero();
        ViewStatus status = status();
        assertThat(status.missing()).isZero();
        assertThat(status.stale()).isZero();
        assertThat(status.completeThrough()).isBetween(today.minusDays(2), asOfDay.minusDays(1));
        // the three days ahead, and those of the last 36 hours
        assertThat(status.provisional()).isBetween(4L, 5L);
    }

    @Test
    void aMartWhoseFirstDayLiesAheadGrowsBackwards() {
        rows.venue(1).booking(1, 1, noon(7));
        mart.run();
        assertThat(ledger()).containsExactly(day(7));

        rows.booking(2, 1, noon(-1));
        mart.run();

        assertThat(ledger()).startsWith(day(-1)).endsWith(day(7));
        assertThat(status().missing()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void verificationAndBackfillReachAhead() {
        rows.venue(1).booking(1, 1, noon(-1)).booking(2, 1, noon(7)).booking(3, 1, noon(400));
        mart.run();

        tamper(400);
        RunReport night = mart.run(new RunRequest.Nightly(Verification.ALWAYS));
        assertThat(night.driftCount()).isEqualTo(1);
        assertThat(mart.differences()).isEmpty();

        tamper(7);
        mart.backfill(today, today.plusDays(10));
        assertThat(mart.differences()).isEmpty();

        // a hard delete leaves no mark: the bookings and the hours of its day
        mart.change("delete from booking where booking_id = 2");
        mart.run();
        assertThat(bookings()).contains(day(7) + " | 1");
        assertThat(mart.verify(true).driftCount()).isEqualTo(2);
        assertThat(bookings()).containsExactly(day(-1) + " | 1", day(400) + " | 1");
    }

    private void tamper(int daysAhead) {
        mart.store.execute(
                "update venues.%s set slots_booked = 9 where day = '%s'"
                        .formatted(VIEW, day(daysAhead)));
        assertThat(mart.differences()).hasSize(2);
    }

    private List<String> heldTo(LocalDate asOfDay, int... ahead) {
        return Stream.concat(
                        today.minusDays(3).datesUntil(asOfDay.plusDays(1)).map(LocalDate::toString),
                        Arrays.stream(ahead).mapToObj(this::day))
                .toList();
    }

    private List<String> ledger() {
        return mart.store.rows(
                "select day from daybook.ledger where view = '%s' and day is not null order by day"
                        .formatted(VIEW));
    }

    private List<String> bookings() {
        return mart.store.rows(
                "select day, booking_count from venues.%s order by day".formatted(VIEW));
    }

    private ViewStatus status() {
        return new StatusReader(mart.storeSettings())
                .status(VenuesMart.MART, Optional.empty()).views().stream()
                        .filter(view -> view.view().equals(VIEW))
                        .findFirst()
                        .orElseThrow();
    }

    private String day(int ahead) {
        return today.plusDays(ahead).toString();
    }

    private String noon(int ahead) {
        return day(ahead) + "T12:00Z";
    }
}
