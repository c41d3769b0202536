package io.daybook.api.freshness;

import static io.daybook.schema.generated.daybook.Tables.GENERATION;
import static io.daybook.schema.generated.daybook.Tables.LEDGER;
import static io.daybook.schema.generated.daybook.Tables.MART_STATE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;

import io.daybook.api.answer.MartViews;
import io.daybook.api.answer.ServedMarts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/** What ledger, generation and state of each mart say of its freshness. */
final class FreshnessQueries {

    private final ServedMarts marts;

    FreshnessQueries(ServedMarts marts) {
        this.marts = marts;
    }

    private record StateRow(
            long generation,
            OffsetDateTime asOf,
            OffsetDateTime horizon,
            long heldBack,
            long badRows,
            @Nullable OffsetDateTime endedAt,
            @Nullable String outcome) {}

    private record LedgerRow(String view, @Nullable LocalDate day, String version) {}

    Freshness read(DSLContext dsl) {
        return new Freshness(
                marts.installed().stream().flatMap(views -> mart(dsl, views).stream()).toList());
    }

    /** What changes with every run, also with one that publishes nothing, or with an upgrade. */
    String lastRun(DSLContext dsl) {
        List<MartViews> installed = marts.installed();
        return installed.stream().map(views -> new TreeMap<>(views.versions())).toList().toString()
                + dsl.selectFrom(MART_STATE)
                        .where(MART_STATE.MART.in(installed.stream().map(MartViews::mart).toList()))
                        .orderBy(MART_STATE.MART)
                        .fetch();
    }

    /** Empty before the mart's first publication. */
    private static Optional<Freshness.Mart> mart(DSLContext dsl, MartViews views) {
        return state(dsl, views).map(state -> mart(views, state, days(dsl, views, state)));
    }

    private static Freshness.Mart mart(MartViews views, StateRow state, LedgerDays days) {
        return new Freshness.Mart(
                views.mart(),
                state.generation(),
                state.asOf().toInstant(),
                state.horizon().toInstant(),
                days.completeThrough(),
                days.provisional(),
                List.copyOf(days.missing()),
                List.copyOf(days.staleDays()),
                state.heldBack(),
                state.badRows(),
                state.endedAt() == null ? null : state.endedAt().toInstant(),
                state.outcome());
    }

    private static Optional<StateRow> state(DSLContext dsl, MartViews views) {
        return dsl.select(
                        GENERATION.GENERATION_,
                        GENERATION.AS_OF,
                        GENERATION.HORIZON,
                        coalesce(MART_STATE.HELD_BACK_COUNT, inline(0L)),
                        coalesce(MART_STATE.BAD_ROW_COUNT, inline(0L)),
                        MART_STATE.LAST_RUN_ENDED_AT,
                        MART_STATE.LAST_RUN_OUTCOME)
                .from(GENERATION)
                .leftJoin(MART_STATE)
                .on(MART_STATE.MART.eq(GENERATION.MART))
                .where(GENERATION.MART.eq(views.mart()))
                .orderBy(GENERATION.GENERATION_.desc())
                .limit(1)
                .fetchOptional(Records.mapping(StateRow::new));
    }

    private static LedgerDays days(DSLContext dsl, MartViews views, StateRow state) {
        List<LedgerRow> rows =
                dsl.select(LEDGER.VIEW, LEDGER.DAY, LEDGER.DEFINITION_VERSION)
                        .from(LEDGER)
                        .where(LEDGER.MART.eq(views.mart()))
                        .fetch(Records.mapping(LedgerRow::new));
        Set<String> whole =
                rows.stream()
                        .filter(row -> row.day() == null && isPresent(views, row))
                        .map(LedgerRow::view)
                        .collect(Collectors.toSet());
        Instant asOf = state.asOf().toInstant();
        return new LedgerDays(
                views,
                days(rows, row -> true),
                days(rows, row -> !isPresent(views, row)),
                whole,
                state.horizon().toInstant(),
                asOf.atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private static boolean isPresent(MartViews views, LedgerRow row) {
        return views.isPresent(row.view(), row.version());
    }

    private static Map<String, Set<LocalDate>> days(
            List<LedgerRow> rows, Predicate<LedgerRow> which) {
        return rows.stream()
                .filter(row -> row.day() != null)
                .filter(which)
                .collect(
                        Collectors.groupingBy(
                                LedgerRow::view,
                                Collectors.mapping(LedgerRow::day, Collectors.toSet())));
    }
}
