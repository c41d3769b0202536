package io.daybook.api.venues.general;

import static io.daybook.schema.generated.venues.Tables.VENUE_DAILY_REVENUE;
import static org.jooq.impl.DSL.sum;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.venues.Selection;
import java.util.List;
import org.jooq.Records;

/** The amounts of a selection, by currency. */
final class AmountQueries {

    List<AmountRow> read(Snapshot snapshot, Selection selection) {
        return snapshot.dsl()
                .select(
                        VENUE_DAILY_REVENUE.CURRENCY,
                        sum(VENUE_DAILY_REVENUE.BOOKING_SUCCESS_AMOUNT),
                        sum(VENUE_DAILY_REVENUE.COACHING_SUCCESS_AMOUNT),
                        sum(VENUE_DAILY_REVENUE.OTHER_SUCCESS_AMOUNT),
                        sum(
                                VENUE_DAILY_REVENUE.REFUNDED_AMOUNT.add(
                                        VENUE_DAILY_REVENUE.DISPUTED_AMOUNT)),
                        sum(
                                VENUE_DAILY_REVENUE.REFUNDED_COUNT.add(
                                        VENUE_DAILY_REVENUE.DISPUTED_COUNT)))
                .from(VENUE_DAILY_REVENUE)
                .where(
                        selection.of(
                                snapshot,
                                VENUE_DAILY_REVENUE.TENANT_ID,
                                VENUE_DAILY_REVENUE.VENUE_ID,
                                VENUE_DAILY_REVENUE.SPORT_ID,
                                VENUE_DAILY_REVENUE.DAY))
                .groupBy(VENUE_DAILY_REVENUE.CURRENCY)
                .fetch(Records.mapping(AmountRow::new));
    }
}
