package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several children of one order multiply neither its amount nor each other. */
@Tag("connections")
class FanOutIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    /** Two orders of 10; the first with 3 tickets, 2 refunds of 1 and of 2, 2 answers a ticket. */
    @Test
    void ticketsRefundsAndAnswersOfAnOrderDoNotMultiply() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z", "tax_amount=2", "fee_amount=1")
                .order(11, 1, "paid_at=2024-01-10T12:00Z");
        for (int ticket = 100; ticket < 103; ticket++) {
            rows.ticket(ticket, 10, 1)
                    .answer(2L * ticket, ticket, 1, "gender", "female")
                    .answer(2L * ticket + 1, ticket, 1, "age_range", "25-34");
        }
        rows.refund(1, 10, 1, "2024-01-10T13:00Z", "amount=1")
                .refund(2, 10, 1, "2024-01-10T14:00Z", "amount=2");

        assertThat(mart.run().exitCode()).isZero();

        assertThat(
                        mart.store.rows(
                                """
                                select orders_paid, gross_amount, tax_amount, fee_amount, tickets_sold,
                                    refund_count, refunded_amount
                                from events.event_daily_sales
                                """))
                .containsExactly("2 | 20.0000 | 2.0000 | 1.0000 | 3 | 2 | 3.0000");
        assertThat(
                        mart.store.rows(
                                """
                                select question, bucket, tickets, orders
                                from events.event_daily_demographics
                                order by question
                                """))
                .containsExactly("age_range | 25-34 | 3 | 1", "gender | female | 3 | 1");
        // against the base table, without any join
        assertThat(mart.store.value("select sum(gross_amount) from events.event_daily_sales"))
                .isEqualTo(mart.source.value("select sum(amount) from events.ticket_order"));
    }
}
