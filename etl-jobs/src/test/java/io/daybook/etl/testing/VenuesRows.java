package io.daybook.etl.testing;

/**
 * Rows of the source of the mart venues. Every method inserts one row at once and returns this;
 * settings are {@code column=value}, without quotes, the word {@code null} for null; they override
 * the defaults. {@code updated_at} defaults to the server's clock.
 */
public final class VenuesRows {

    private final TestMart mart;

    public VenuesRows(TestMart mart) {
        this.mart = mart;
    }

    /** A venue of tenant acme, in UTC and euros. */
    public VenuesRows venue(long venueId, String... settings) {
        return insert(
                "venue",
                settings,
                "venue_id=" + venueId,
                "tenant_id=acme",
                "name=Venue " + venueId,
                "timezone=UTC",
                "currency=EUR");
    }

    public VenuesRows sport(long sportId, String name) {
        return insert("sport", new String[0], "sport_id=" + sportId, "name=" + name);
    }

    /** An active member of tenant acme who never was on trial. */
    public VenuesRows member(long memberId, String... settings) {
        return insert(
                "member",
                settings,
                "member_id=" + memberId,
                "tenant_id=acme",
                "status=Active",
                "is_trial_user=false",
                "converted_from_trial=false",
                "joined_at=2024-01-01T00:00Z");
    }

    /** A guest's confirmed booking of one slot, of no sport. */
    public VenuesRows booking(long bookingId, long venueId, String startsAt, String... settings) {
        return insert(
                "booking",
                settings,
                "booking_id=" + bookingId,
                "venue_id=" + venueId,
                "status=Confirmed",
                "slots=1",
                "starts_at=" + startsAt,
                "created_at=2024-01-01T00:00Z");
    }

    /** A successful payment of 10 for a booking, of no sport. */
    public VenuesRows transaction(
            long transactionId, long venueId, String occurredAt, String... settings) {
        return insert(
                "transaction",
                settings,
                "transaction_id=" + transactionId,
                "venue_id=" + venueId,
                "type=Booking",
                "status=Success",
                "amount=10",
                "occurred_at=" + occurredAt);
    }

    public VenuesRows capacity(long venueId, long sportId, int weekday, int slots) {
        return insert(
                "facility_capacity",
                new String[0],
                "venue_id=" + venueId,
                "sport_id=" + sportId,
                "weekday=" + weekday,
                "slots_per_day=" + slots);
    }

    private VenuesRows insert(String table, String[] settings, String... defaults) {
        mart.change(SourceRow.insert(table, settings, defaults));
        return this;
    }
}
