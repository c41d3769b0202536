package io.daybook.api.venues.revenue;

import static io.daybook.schema.generated.venues.Tables.VENUE_DAILY_REVENUE;
import static org.jooq.impl.DSL.sum;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.figure.Money;
import io.daybook.api.venues.Currencies;
import io.daybook.api.venues.Days;
import io.daybook.api.venues.Selection;
import io.daybook.api.venues.VenueDirectoryQueries;
import io.daybook.api.venues.VenueRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.Records;

/** Revenue per local day, days without any as zeros. */
final class RevenueQueries {

    private final VenueDirectoryQueries directory = new VenueDirectoryQueries();

    private record DayRow(LocalDate day, String currency, BigDecimal revenue) {}

    List<RevenueDay> read(Snapshot snapshot, Selection selection) {
        List<VenueRow> venues = directory.find(snapshot, selection);
        SortedMap<LocalDate, Map<String, BigDecimal>> rows = new TreeMap<>();
        Set<String> currenciesOfRows = new HashSet<>();
        for (DayRow row : rows(snapshot, selection)) {
            rows.computeIfAbsent(row.day(), day -> new TreeMap<>())
                    .put(row.currency(), row.revenue());
            currenciesOfRows.add(row.currency());
        }
        Currencies currencies = Currencies.of(venues, currenciesOfRows);
        Days days =
                rows.isEmpty()
                        ? selection.days(null, null)
                        : selection.days(rows.firstKey(), rows.lastKey());
        return days.stream()
                .map(day -> day(day, rows.getOrDefault(day, Map.of()), currencies))
                .toList();
    }

    private static RevenueDay day(
            LocalDate day, Map<String, BigDecimal> revenue, Currencies currencies) {
        String only = currencies.only();
        BigDecimal plain =
                only == null ? BigDecimal.ZERO : revenue.getOrDefault(only, BigDecimal.ZERO);
        return new RevenueDay(
                day,
                currencies.amount(plain),
                only,
                currencies.isMixed() ? byCurrency(revenue, currencies) : null);
    }

    private static Map<String, BigDecimal> byCurrency(
            Map<String, BigDecimal> revenue, Currencies currencies) {
        Map<String, BigDecimal> all = new TreeMap<>();
        for (String currency : currencies.codes()) {
            all.put(currency, Money.of(revenue.getOrDefault(currency, BigDecimal.ZERO), currency));
        }
        return all;
    }

    /** Days with a transaction of any status. */
    private static List<DayRow> rows(Snapshot snapshot, Selection selection) {
        return snapshot.dsl()
                .select(
                        VENUE_DAILY_REVENUE.DAY,
                        VENUE_DAILY_REVENUE.CURRENCY,
                        sum(
                                VENUE_DAILY_REVENUE
                                        .BOOKING_SUCCESS_AMOUNT
                                        .add(VENUE_DAILY_REVENUE.COACHING_SUCCESS_AMOUNT)
                                        .add(VENUE_DAILY_REVENUE.OTHER_SUCCESS_AMOUNT)))
                .from(VENUE_DAILY_REVENUE)
                .where(
                        selection.of(
                                snapshot,
                                VENUE_DAILY_REVENUE.TENANT_ID,
                                VENUE_DAILY_REVENUE.VENUE_ID,
                                VENUE_DAILY_REVENUE.SPORT_ID,
                                VENUE_DAILY_REVENUE.DAY))
                .groupBy(VENUE_DAILY_REVENUE.DAY, VENUE_DAILY_REVENUE.CURRENCY)
                .fetch(Records.mapping(DayRow::new));
    }
}
