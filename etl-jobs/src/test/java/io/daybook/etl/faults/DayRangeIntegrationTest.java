package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Days of 23, 25 and 0 hours, and clocks that go back over midnight. */
class DayRangeIntegrationTest {

    /** A zone and the day before the one on which its clock does something rare. */
    private static final List<String[]> RARE =
            List.of(
                    new String[] {"Europe/Berlin", "2025-03-29"},
                    new String[] {"Europe/Berlin", "2025-10-25"},
                    // midnight does not exist
                    new String[] {"America/Santiago", "2024-09-07"},
                    new String[] {"Asia/Beirut", "2024-03-30"},
                    // goes back over midnight, at 00:01: instants of two days alternate
                    new String[] {"America/St_Johns", "2010-11-06"},
                    // half an hour
                    new String[] {"Australia/Lord_Howe", "2024-04-06"},
                    // a whole day is left out
                    new String[] {"Pacific/Apia", "2011-12-29"},
                    new String[] {"Pacific/Kiritimati", "2024-01-01"},
                    new String[] {"Etc/GMT+12", "2024-01-01"});

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    /** An order every ten minutes over four days around each: all counted once, by every shape. */
    @Test
    void everyInstantAroundRareDaysIsCountedOnceByEveryShape() {
        int event = 0;
        for (String[] rare : RARE) {
            rows.event(++event, "timezone=" + rare[0]);
            mart.change(
                    """
                    insert into ticket_order
                        (order_id, event_id, status, ordered_at, paid_at, amount, tax_amount,
                            fee_amount, updated_at)
                    select %1$d * 10000 + n, %1$d, 'paid', now(),
                        timestamptz '%2$s 00:00Z' + n * interval '10 minutes', 1, 0, 0,
                        clock_timestamp()
                    from generate_series(0, 575) as n
                    """
                            .formatted(event, rare[1]));
        }
        mart.run();
        assertThat(counted()).isEqualTo(RARE.size() * 576 + " | " + RARE.size() * 576);
        assertThat(mart.differences()).isEmpty();

        // slice by slice
        mart.change("update ticket_order set amount = 2, updated_at = clock_timestamp()");
        assertThat(mart.run().slicesReplaced()).isPositive();
        assertThat(counted()).isEqualTo(RARE.size() * 576 + " | " + 2 * RARE.size() * 576);
        assertThat(mart.differences()).isEmpty();

        // window by window
        mart.change("update ticket_order set amount = 3");
        assertThat(mart.verify(true).exitCode()).isZero();
        assertThat(counted()).isEqualTo(RARE.size() * 576 + " | " + 3 * RARE.size() * 576);
        assertThat(mart.differences()).isEmpty();
    }

    /** A day's range reaches from 14 hours before its UTC day to 12 hours after it. */
    @Test
    void noZoneIsFartherFromUtcThanADaysRangeAllows() {
        assertThat(
                        mart.source.rows(
                                """
                                select z.name, min(timezone(z.name, i) - timezone('UTC', i)),
                                    max(timezone(z.name, i) - timezone('UTC', i))
                                from pg_timezone_names as z
                                cross join generate_series(
                                    timestamptz '1970-01-01Z', '2041-01-01Z', interval '14 days') as i
                                group by z.name
                                having min(timezone(z.name, i) - timezone('UTC', i)) < interval '-12 h'
                                    or max(timezone(z.name, i) - timezone('UTC', i)) > interval '14 h'
                                """))
                .isEmpty();
    }

    private String counted() {
        return mart.store.value(
                "select sum(orders_paid), cast(sum(gross_amount) as bigint) from events.event_daily_sales");
    }
}
