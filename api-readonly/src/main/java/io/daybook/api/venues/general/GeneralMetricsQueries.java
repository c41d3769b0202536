package io.daybook.api.venues.general;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.figure.Ratio;
import io.daybook.api.venues.Currencies;
import io.daybook.api.venues.Selection;
import io.daybook.api.venues.VenueDirectoryQueries;
import io.daybook.api.venues.VenueRow;
import io.daybook.api.venues.general.GeneralMetrics.Amounts;
import io.daybook.api.venues.general.GeneralMetrics.RefundsDisputes;
import io.daybook.api.venues.general.MemberQueries.MemberTotals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the figures at a glance together from one snapshot. */
final class GeneralMetricsQueries {

    static final String AS_OF_NOW =
            "Members and trials are as of now: start_date, end_date and sport_id do not apply to"
                    + " them, and venue_id means the home venue";
    static final String NO_FINANCE =
            "Amounts and refunds_disputes are null: they need the permission metrics:finance";
    static final String MIXED =
            "The selection has several currencies (%s): amounts are in by_currency, the plain ones"
                    + " are null";
    static final String NO_CAPACITY =
            "capacity_utilization_pct is null: no bookable slots are known for this selection";

    private final VenueDirectoryQueries directory = new VenueDirectoryQueries();
    private final MemberQueries members = new MemberQueries();
    private final BookingTotalsQueries bookings = new BookingTotalsQueries();
    private final CapacityQueries capacity = new CapacityQueries();
    private final AmountQueries amounts = new AmountQueries();

    /** The amounts as they are shown; null what is not. */
    private record Finances(
            @Nullable Amounts plain,
            @Nullable String currency,
            @Nullable Long returned,
            @Nullable Map<String, Amounts> byCurrency,
            List<String> notes) {}

    /**
     * @param finance whether the caller may see amounts
     * @throws io.daybook.api.problem.RequestRefused 404 for a venue that is not the tenant's
     */
    GeneralMetrics read(Snapshot snapshot, Selection selection, boolean finance) {
        List<VenueRow> venues = directory.find(snapshot, selection);
        MemberTotals member = members.read(snapshot, selection);
        BookingTotals booking = bookings.read(snapshot, selection);
        BigDecimal utilization =
                capacity.utilization(
                        snapshot, selection, selection.days(booking.first(), booking.last()));
        Finances finances =
                finance
                        ? finances(venues, amounts.read(snapshot, selection))
                        : new Finances(null, null, null, null, List.of(NO_FINANCE));
        Amounts plain = finances.plain();
        List<String> notes = new ArrayList<>(List.of(AS_OF_NOW));
        notes.addAll(finances.notes());
        if (utilization == null) {
            notes.add(NO_CAPACITY);
        }
        return new GeneralMetrics(
                member.active().longValueExact(),
                member.inactive().longValueExact(),
                booking.successful(),
                plain == null ? null : plain.bookingRevenue(),
                plain == null ? null : plain.coachingRevenue(),
                plain == null ? null : plain.totalRevenue(),
                finances.currency(),
                bookings.repeats(snapshot, selection).percent(),
                Ratio.percent(booking.successful(), BookingTotals.count(booking.all())),
                utilization,
                BookingTotals.count(booking.coupons()),
                member.conversion(),
                new RefundsDisputes(
                        plain == null ? null : plain.refundsDisputes().amount(),
                        finances.returned()),
                finances.byCurrency(),
                notes);
    }

    private static Finances finances(List<VenueRow> venues, List<AmountRow> rows) {
        Map<String, AmountRow> byCurrency =
                rows.stream().collect(Collectors.toMap(AmountRow::currency, row -> row));
        Currencies currencies = Currencies.of(venues, byCurrency.keySet());
        long returned = rows.stream().mapToLong(row -> row.returnedCount().longValueExact()).sum();
        if (currencies.isMixed()) {
            Map<String, Amounts> shown = new TreeMap<>();
            currencies
                    .codes()
                    .forEach(
                            code ->
                                    shown.put(
                                            code,
                                            byCurrency
                                                    .getOrDefault(code, AmountRow.none(code))
                                                    .shown()));
            String codes = String.join(", ", currencies.codes());
            return new Finances(null, null, returned, shown, List.of(MIXED.formatted(codes)));
        }
        String only = currencies.only();
        AmountRow row =
                only == null
                        ? AmountRow.none(Currencies.NONE)
                        : byCurrency.getOrDefault(only, AmountRow.none(only));
        return new Finances(row.shown(), only, returned, null, List.of());
    }
}
