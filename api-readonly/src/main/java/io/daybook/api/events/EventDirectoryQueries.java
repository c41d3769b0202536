package io.daybook.api.events;

import static io.daybook.schema.generated.events.Tables.EVENT_DIRECTORY;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.problem.RequestRefused;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.Field;
import org.jooq.Records;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Finds one event. */
final class EventDirectoryQueries {

    /** The bounds of a believable clock; what lies outside is named as a bad row by the writer. */
    static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

    /** The start, null when it is infinite. */
    static final Field<OffsetDateTime> STARTS_AT =
            when(condition("isfinite({0})", EVENT_DIRECTORY.STARTS_AT), EVENT_DIRECTORY.STARTS_AT);

    /**
     * @throws RequestRefused 404 for an unknown id, another tenant's, or before the first
     *     publication
     */
    EventRow find(Snapshot snapshot, EventId id) {
        if (!snapshot.edition().published()) {
            throw RequestRefused.notFound();
        }
        Field<OffsetDateTime> asOf = asOf(snapshot);
        return snapshot.dsl()
                .select(
                        EVENT_DIRECTORY.EVENT_ID,
                        EVENT_DIRECTORY.CURRENCY,
                        EVENT_DIRECTORY.CAPACITY,
                        STARTS_AT,
                        believable(EVENT_DIRECTORY.STARTS_DAY),
                        believable(EVENT_DIRECTORY.ON_SALE_DAY),
                        EVENT_DIRECTORY.TIMEZONE,
                        localDay(asOf),
                        coalesce(field(STARTS_AT.le(asOf)), inline(false)))
                .from(EVENT_DIRECTORY)
                .where(EVENT_DIRECTORY.TENANT_ID.eq(snapshot.tenant()))
                .and(EVENT_DIRECTORY.EVENT_ID.eq(id.value()))
                .fetchOptional(Records.mapping(EventRow::new))
                .orElseThrow(RequestRefused::notFound);
    }

    static Field<OffsetDateTime> asOf(Snapshot snapshot) {
        return val(
                snapshot.edition().instant().atOffset(ZoneOffset.UTC),
                SQLDataType.TIMESTAMPWITHTIMEZONE);
    }

    /** The local day of an instant: made in the database, as in the views. */
    private static Field<LocalDate> localDay(Field<OffsetDateTime> instant) {
        return DSL.field(
                "cast(timezone({0}, {1}) as date)",
                SQLDataType.LOCALDATE, EVENT_DIRECTORY.TIMEZONE, instant);
    }

    private static Field<LocalDate> believable(TableField<?, LocalDate> day) {
        return when(day.between(EARLIEST, LATEST), day);
    }
}
