package io.daybook.etl.status;

import static io.daybook.schema.generated.daybook.Tables.BAD_ROW;
import static io.daybook.schema.generated.daybook.Tables.DRIFT;
import static io.daybook.schema.generated.daybook.Tables.FENCE;
import static io.daybook.schema.generated.daybook.Tables.HELD_BACK;
import static io.daybook.schema.generated.daybook.Tables.LEDGER;
import static io.daybook.schema.generated.daybook.Tables.RUN;
import static io.daybook.schema.generated.daybook.Tables.RUN_VIEW;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.generated.daybook.tables.records.RunRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What the last runs of one mart did and what they left open. */
record RunHistory(DSLContext dsl, Mart definition, String mart) {

    RunHistory(DSLContext dsl, Mart mart) {
        this(dsl, mart, mart.name());
    }

    private static final int RUNS_SHOWN = 5;
    private static final int DRIFT_SHOWN = 20;

    /** The first half of a mart's lock, "DAYB"; the second is the hash of its name. */
    private static final int DAYBOOK = 0x44415942;

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
        long fence = fenceOfTheLockHolder();
        return dsl.select(RUN, replaced)
                .from(RUN)
                .where(RUN.MART.eq(mart))
                .orderBy(RUN.RUN_ID.desc())
                .limit(RUNS_SHOWN)
                .fetch(row -> lastRun(row.value1(), row.value2().longValueExact(), fence));
    }

    private static MartStatus.LastRun lastRun(RunRecord run, long replaced, long fence) {
        boolean dead = run.getOutcome().equals("running") && run.getFenceToken() != fence;
        return new MartStatus.LastRun(
                run.getRunId(),
                run.getCommand(),
                run.getStartedAt().toInstant(),
                instant(run.getEndedAt()),
                dead ? (run.getGeneration() == null ? "died" : "published") : run.getOutcome(),
                run.getExitCode(),
                run.getGeneration(),
                replaced,
                dead
                        ? "its process ended without a report; the next run goes on"
                        : run.getMessage());
    }

    /**
     * The newest number of the mart when its advisory lock is held now, else none that is given.
     */
    private long fenceOfTheLockHolder() {
        var held =
                exists(
                        select(inline(1))
                                .from("pg_locks as l")
                                .where(
                                        """
                                        l.locktype = 'advisory' and l.granted and l.classid = {0}
                                        and l.objid = cast(hashtext({1}) as oid)
                                        and l.database = (
                                            select oid from pg_database
                                            where datname = current_database())
                                        """,
                                        inline(DAYBOOK), inline(mart)));
        return dsl.select(FENCE.TOKEN)
                .from(FENCE)
                .where(FENCE.MART.eq(mart), held)
                .fetchOptional(FENCE.TOKEN)
                .orElse(-1L);
    }

    /**
     * A run that found drift, in so many slices.
     *
     * @param generation in which it repaired it
     * @param provedSince whether everything that it named was proved after it
     */
    record Drifted(long runId, long slices, @Nullable Long generation, boolean provedSince) {
        boolean repaired() {
            return generation != null || provedSince;
        }
    }

    /** The newest run that found drift; null when none did. */
    @Nullable Drifted drifted() {
        var unproved =
                exists(
                        select(inline(1))
                                .from(DRIFT)
                                .leftJoin(LEDGER)
                                .on(
                                        LEDGER.MART.eq(DRIFT.MART),
                                        LEDGER.VIEW.eq(DRIFT.VIEW),
                                        LEDGER.DAY.isNotDistinctFrom(DRIFT.DAY),
                                        LEDGER.PROVED_AT.gt(RUN.AS_OF))
                                .where(DRIFT.RUN_ID.eq(RUN.RUN_ID), LEDGER.VIEW.isNull()));
        return dsl.select(RUN.RUN_ID, RUN.DRIFT_COUNT, RUN.GENERATION, field(unproved.not()))
                .from(RUN)
                .where(RUN.MART.eq(mart), RUN.DRIFT_COUNT.gt(0L))
                .orderBy(RUN.RUN_ID.desc())
                .limit(1)
                .fetchOne(
                        row -> new Drifted(row.value1(), row.value2(), row.value3(), row.value4()));
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
                                        entity(row.getView()),
                                        row.getEntityId(),
                                        row.getDay(),
                                        row.getRowKey(),
                                        row.getColumnName(),
                                        row.getStored(),
                                        row.getExpected(),
                                        row.getFoundAt().toInstant()));
    }

    /** The catalogue may no longer have a view that drifted once. */
    private String entity(String stem) {
        return definition.views().stream()
                .filter(view -> view.stem().equals(stem))
                .findFirst()
                .map(View::entityName)
                .orElse("entity");
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
