package io.daybook.etl.status;

import static io.daybook.schema.generated.daybook.Tables.BAD_ROW;
import static io.daybook.schema.generated.daybook.Tables.DRIFT;
import static io.daybook.schema.generated.daybook.Tables.HELD_BACK;
import static io.daybook.schema.generated.daybook.Tables.RUN;
import static io.daybook.schema.generated.daybook.Tables.RUN_VIEW;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What the last runs of one mart did and what they left open. */
record RunHistory(DSLContext dsl, String mart) {

    private static final int RUNS_SHOWN = 5;
    private static final int DRIFT_SHOWN = 20;

    List<MartStatus.HeldBack> heldBack() {
        return dsl.selectFrom(HELD_BACK)
                .where(HELD_BACK.MART.eq(mart))
                .orderBy(HELD_BACK.ENTITY, HELD_BACK.ENTITY_ID, HELD_BACK.DAY, HELD_BACK.TENANT_ID)
                .fetch(
                        row ->
                                new MartStatus.HeldBack(
                                        row.getTenantId(),
                                        row.getEntity(),
                                        row.getEntityId(),
                                        row.getDay(),
                                        row.getReason(),
                                        row.getFirstSeenAt().toInstant()));
    }

    List<MartStatus.BadRows> badRows() {
        return dsl.select(BAD_ROW.CHECK_NAME, count(), min(BAD_ROW.FIRST_SEEN_AT))
                .from(BAD_ROW)
                .where(BAD_ROW.MART.eq(mart))
                .groupBy(BAD_ROW.CHECK_NAME)
                .orderBy(BAD_ROW.CHECK_NAME)
                .fetch(
                        row ->
                                new MartStatus.BadRows(
                                        row.value1(),
                                        row.value2(),
                                        Objects.requireNonNull(row.value3()).toInstant()));
    }

    List<MartStatus.LastRun> lastRuns() {
        var replaced =
                field(
                        select(coalesce(sum(RUN_VIEW.SLICES_REPLACED), inline(BigDecimal.ZERO)))
                                .from(RUN_VIEW)
                                .where(RUN_VIEW.RUN_ID.eq(RUN.RUN_ID)));
        return dsl.select(RUN, replaced)
                .from(RUN)
                .where(RUN.MART.eq(mart))
                .orderBy(RUN.RUN_ID.desc())
                .limit(RUNS_SHOWN)
                .fetch(
                        row ->
                                new MartStatus.LastRun(
                                        row.value1().getRunId(),
                                        row.value1().getCommand(),
                                        row.value1().getStartedAt().toInstant(),
                                        instant(row.value1().getEndedAt()),
                                        row.value1().getOutcome(),
                                        row.value1().getExitCode(),
                                        row.value1().getGeneration(),
                                        row.value2().longValueExact(),
                                        row.value1().getMessage()));
    }

    /** The newest run that found drift; null when none did. */
    @Nullable Long driftedRun() {
        return dsl.select(max(DRIFT.RUN_ID))
                .from(DRIFT)
                .where(DRIFT.MART.eq(mart))
                .fetchSingle()
                .value1();
    }

    long driftCount(long run) {
        return dsl.fetchCount(DRIFT, DRIFT.MART.eq(mart), DRIFT.RUN_ID.eq(run));
    }

    List<MartStatus.Drift> drift(long run) {
        return dsl.selectFrom(DRIFT)
                .where(DRIFT.MART.eq(mart), DRIFT.RUN_ID.eq(run))
                .orderBy(
                        DRIFT.VIEW,
                        DRIFT.TENANT_ID,
                        DRIFT.ENTITY_ID,
                        DRIFT.DAY,
                        DRIFT.ROW_KEY,
                        DRIFT.COLUMN_NAME)
                .limit(DRIFT_SHOWN)
                .fetch(
                        row ->
                                new MartStatus.Drift(
                                        row.getRunId(),
                                        row.getView(),
                                        row.getTenantId(),
                                        row.getEntityId(),
                                        row.getDay(),
                                        row.getRowKey(),
                                        row.getColumnName(),
                                        row.getStored(),
                                        row.getExpected(),
                                        row.getFoundAt().toInstant()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
