package io.daybook.api.events.overview;

import static io.daybook.schema.generated.events.Tables.EVENT_DAILY_SALES;
import static io.daybook.schema.generated.events.Tables.EVENT_DIRECTORY;
import static io.daybook.schema.generated.events.Tables.EVENT_LEAD_TIME_SALES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.sum;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.events.EventRow;
import io.daybook.api.events.EventTotalsQueries;
import io.daybook.api.events.EventTotalsRow;
import io.daybook.api.events.overview.EventOverview.TotalSales;
import io.daybook.api.figure.Money;
import io.daybook.api.figure.Ratio;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/** An event's sales and what they are compared with. */
final class EventSalesQueries {

    private static final int MONTH = 30;

    private final EventTotalsQueries totals = new EventTotalsQueries();

    private record SumRow(BigDecimal gross, BigDecimal refunded) {}

    TotalSales read(
            Snapshot snapshot, EventRow event, EventTotalsRow lifetime, Comparison comparison) {
        if (comparison == Comparison.LAST_EVENT) {
            BigDecimal previous =
                    previousEvent(snapshot, event)
                            .map(id -> previousGross(snapshot, event, id))
                            .orElse(null);
            return sales(event.currency(), lifetime.gross(), lifetime.refunded(), previous);
        }
        LocalDate last = event.asOfDay();
        SumRow current = month(snapshot, event.id(), last);
        SumRow previous = month(snapshot, event.id(), last.minusDays(MONTH));
        return sales(event.currency(), current.gross(), current.refunded(), previous.gross());
    }

    private static TotalSales sales(
            String currency, BigDecimal gross, BigDecimal refunded, @Nullable BigDecimal previous) {
        return new TotalSales(
                Money.of(gross, currency),
                previous == null ? null : Money.of(previous, currency),
                Ratio.trend(gross, previous),
                Money.of(refunded, currency),
                Money.of(gross.subtract(refunded), currency),
                currency);
    }

    /** The tenant's event that started last before this one, in the same currency. */
    private static Optional<Long> previousEvent(Snapshot snapshot, EventRow event) {
        if (event.startsAt() == null) {
            return Optional.empty();
        }
        return snapshot.dsl()
                .select(EVENT_DIRECTORY.EVENT_ID)
                .from(EVENT_DIRECTORY)
                .where(EVENT_DIRECTORY.TENANT_ID.eq(snapshot.tenant()))
                .and(EVENT_DIRECTORY.STATUS.in("live", "ended"))
                .and(EVENT_DIRECTORY.CURRENCY.eq(event.currency()))
                // the bare column, for which there is an index
                .and(
                        row(EVENT_DIRECTORY.STARTS_AT, EVENT_DIRECTORY.EVENT_ID)
                                .lt(event.startsAt(), event.id()))
                .and("{0} > '-infinity'", EVENT_DIRECTORY.STARTS_AT)
                .orderBy(EVENT_DIRECTORY.STARTS_AT.desc(), EVENT_DIRECTORY.EVENT_ID.desc())
                .limit(1)
                .fetchOptional(EVENT_DIRECTORY.EVENT_ID);
    }

    /** Before this event's start: only what the other had sold as many days before its own. */
    private BigDecimal previousGross(Snapshot snapshot, EventRow event, long previousId) {
        LocalDate startsDay = event.startsDay();
        if (event.hasStarted() || startsDay == null) {
            return totals.read(snapshot, previousId).gross();
        }
        int daysLeft = Math.toIntExact(ChronoUnit.DAYS.between(event.asOfDay(), startsDay));
        return snapshot.dsl()
                .select(orZero(EVENT_LEAD_TIME_SALES.GROSS_AMOUNT))
                .from(EVENT_LEAD_TIME_SALES)
                .where(EVENT_LEAD_TIME_SALES.TENANT_ID.eq(snapshot.tenant()))
                .and(EVENT_LEAD_TIME_SALES.EVENT_ID.eq(previousId))
                .and(EVENT_LEAD_TIME_SALES.DAYS_BEFORE_START.ge(daysLeft))
                .fetchSingle()
                .value1();
    }

    /** The 30 local days that end with this one. */
    private static SumRow month(Snapshot snapshot, long eventId, LocalDate last) {
        return snapshot.dsl()
                .select(
                        orZero(EVENT_DAILY_SALES.GROSS_AMOUNT),
                        orZero(EVENT_DAILY_SALES.REFUNDED_AMOUNT))
                .from(EVENT_DAILY_SALES)
                .where(EVENT_DAILY_SALES.TENANT_ID.eq(snapshot.tenant()))
                .and(EVENT_DAILY_SALES.EVENT_ID.eq(eventId))
                .and(EVENT_DAILY_SALES.DAY.between(last.minusDays(MONTH - 1), last))
                .fetchSingle(Records.mapping(SumRow::new));
    }

    private static Field<BigDecimal> orZero(Field<BigDecimal> amount) {
        return coalesce(sum(amount), inline(BigDecimal.ZERO));
    }
}
