package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A verifying night looks at the last 35 days and at a thirtieth of what is older. */
class RotationIntegrationTest {

    private static final RunRequest NIGHT = new RunRequest.Nightly(RunRequest.Verification.ALWAYS);

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Test
    void thirtyNightsCompareAllHistory() {
        rows.event(1);
        for (int age : List.of(36, 60, 100, 400, 799, 800)) {
            order(age);
        }
        mart.run();
        mart.change("update ticket_order set amount = 11");

        List<Long> drift = new ArrayList<>();
        for (int night = 1; night <= 30; night++) {
            drift.add(mart.run(NIGHT).driftCount());
        }

        assertThat(mart.differences()).isEmpty();
        assertThat(drift.stream().filter(count -> count > 0).count())
                .as("found on several nights, not all in one: %s", drift)
                .isGreaterThan(3);
    }

    /** 30 days of history of which one is compared: the days just before the trailing 35. */
    @Test
    void theFirstNightLooksAtTheYoungestOfTheOlderDays() {
        rows.event(1);
        order(36);
        order(65);
        mart.run();
        mart.change("update ticket_order set amount = 11");
        mart.run(NIGHT);
        assertThat(
                        mart.store.rows(
                                "select day, gross_amount from events.event_daily_sales order by day"))
                .containsExactly(day(65) + " | 10.0000", day(36) + " | 11.0000");
    }

    /** A row older than anything held, without a mark: the oldest part has no lower bound. */
    @Test
    void whatIsOlderThanAllThatIsHeldIsFound() {
        rows.event(1);
        order(40);
        mart.run();
        order(900);
        mart.change("update ticket_order set updated_at = '2020-01-01Z'");
        int nights = 0;
        while (!mart.differences().isEmpty() && nights < 30) {
            mart.run(NIGHT);
            nights++;
        }
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void daysThatWereComparedAreProvedAndTheOthersAreNot() {
        rows.event(1);
        order(36);
        order(65);
        mart.run();
        mart.store.execute("update daybook.ledger set proved_at = '2020-01-01Z'");
        RunReport report = mart.run(NIGHT);
        assertThat(
                        mart.store.rows(
                                """
                                select min(day), max(day) from daybook.ledger
                                where view = 'event_daily_sales' and proved_at = '%s'
                                """
                                        .formatted(report.asOf())))
                .containsExactly(day(36) + " | " + today);
        assertThat(
                        mart.store.value(
                                """
                                select count(*) from daybook.ledger
                                where view = 'event_daily_sales' and day < '%s'
                                    and proved_at <> '2020-01-01Z'
                                """
                                        .formatted(day(36))))
                .isEqualTo("0");
    }

    @Test
    void sealedDaysAreNotCompared() {
        rows.event(1);
        order(300);
        order(40);
        mart.run();
        mart.change("update ticket_order set amount = 11");
        EventsMart sealed = mart.withFloor(day(100));
        for (int night = 0; night < 30; night++) {
            sealed.run(NIGHT);
        }
        assertThat(
                        mart.store.rows(
                                "select day, gross_amount from events.event_daily_sales order by day"))
                .containsExactly(day(300) + " | 10.0000", day(40) + " | 11.0000");
    }

    private void order(int age) {
        rows.order(age, 1, "paid_at=" + day(age) + "T12:00Z");
    }

    private LocalDate day(int age) {
        return today.minusDays(age);
    }
}
