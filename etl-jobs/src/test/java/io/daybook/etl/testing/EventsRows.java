package io.daybook.etl.testing;

import java.time.LocalDate;

/**
 * Rows of the source. Every method inserts at once and returns this; settings are {@code
 * column=value}, without quotes, the word {@code null} for null; they override the defaults.
 *
 * <p>{@code updated_at} defaults to the server's clock. An order is {@code pending} unless told
 * otherwise, also a paid one: its status decides nothing.
 */
public final class EventsRows {

    private final EventsMart mart;

    public EventsRows(EventsMart mart) {
        this.mart = mart;
    }

    /** A live event of tenant acme, in UTC and euros, of unlimited capacity, without dates. */
    public EventsRows event(long eventId, String... settings) {
        return insert(
                "event",
                settings,
                "event_id=" + eventId,
                "tenant_id=acme",
                "name=Event " + eventId,
                "timezone=UTC",
                "currency=EUR",
                "status=live");
    }

    /** An order of amount 10 without tax and fee, neither paid nor cancelled. */
    public EventsRows order(long orderId, long eventId, String... settings) {
        return insert(
                "ticket_order",
                settings,
                "order_id=" + orderId,
                "event_id=" + eventId,
                "status=pending",
                "ordered_at=2024-01-01T00:00Z",
                "amount=10",
                "tax_amount=0",
                "fee_amount=0");
    }

    /**
     * Orders of amount 1, one paid at noon UTC of each day.
     *
     * @param firstOrderId of the first day; the others count on
     */
    public EventsRows orderEachDay(long firstOrderId, long eventId, LocalDate first, int days) {
        mart.change(
                """
                insert into ticket_order
                    (order_id, event_id, status, ordered_at, paid_at, amount, tax_amount,
                        fee_amount, updated_at)
                select %d + n, %d, 'paid', now(),
                    timestamptz '%s 12:00Z' + n * interval '1 day', 1, 0, 0, clock_timestamp()
                from generate_series(0, %d) as n
                """
                        .formatted(firstOrderId, eventId, first, days - 1));
        return this;
    }

    /** A valid ticket. */
    public EventsRows ticket(long ticketId, long orderId, long eventId, String... settings) {
        return insert(
                "ticket",
                settings,
                "ticket_id=" + ticketId,
                "order_id=" + orderId,
                "event_id=" + eventId,
                "ticket_type=standard",
                "price=10",
                "status=valid");
    }

    /** A succeeded refund. */
    public EventsRows refund(
            long refundId, long orderId, long eventId, String refundedAt, String... settings) {
        return insert(
                "refund",
                settings,
                "refund_id=" + refundId,
                "order_id=" + orderId,
                "event_id=" + eventId,
                "amount=10",
                "status=succeeded",
                "refunded_at=" + refundedAt);
    }

    /** An answer; {@code value} may be the word {@code null}. */
    public EventsRows answer(
            long answerId, long ticketId, long eventId, String question, String value) {
        return insert(
                "answer",
                new String[0],
                "answer_id=" + answerId,
                "ticket_id=" + ticketId,
                "event_id=" + eventId,
                "question=" + question,
                "value=" + value);
    }

    private EventsRows insert(String table, String[] settings, String... defaults) {
        mart.change(SourceRow.insert(table, settings, defaults));
        return this;
    }
}
