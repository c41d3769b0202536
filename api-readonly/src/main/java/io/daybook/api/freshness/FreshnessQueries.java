package io.daybook.api.freshness;

import static io.daybook.schema.generated.daybook.Tables.GENERATION;
import static io.daybook.schema.generated.daybook.Tables.LEDGER;
import static io.daybook.schema.generated.daybook.Tables.MART_STATE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;

import io.daybook.api.answer.MartViews;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/** What ledger, generation and state of a mart say of its freshness. */
final class FreshnessQueries {

    private final MartViews views = MartViews.EVENTS;

    private record StateRow(
            long generation,
            OffsetDateTime asOf,
            OffsetDateTime horizon,
            long heldBack,
            @Nullable OffsetDateTime endedAt,
            @Nullable String outcome) {}

    private record LedgerRow(String view, @Nullable LocalDate day) {}

    Freshness read(DSLContext dsl) {
        return new Freshness(
                state(dsl).stream().map(state -> mart(state, days(dsl, state))).toList());
    }

    /** What changes with every run, also with one that publishes nothing. */
    String lastRun(DSLContext dsl) {
        return dsl.selectFrom(MART_STATE)
                .where(MART_STATE.MART.eq(views.mart()))
                .fetch()
                .toString();
    }

    private Freshness.Mart mart(StateRow state, LedgerDays days) {
        return new Freshness.Mart(
                views.mart(),
                state.generation(),
                state.asOf().toInstant(),
                state.horizon().toInstant(),
                days.completeThrough(),
                days.provisional(),
                List.copyOf(days.missing()),
                state.heldBack(),
                state.endedAt() == null ? null : state.endedAt().toInstant(),
                state.outcome());
    }

    private List<StateRow> state(DSLContext dsl) {
        return dsl.select(
                        GENERATION.GENERATION_,
                        GENERATION.AS_OF,
                        GENERATION.HORIZON,
                        coalesce(MART_STATE.HELD_BACK_COUNT, inline(0L)),
                        MART_STATE.LAST_RUN_ENDED_AT,
                        MART_STATE.LAST_RUN_OUTCOME)
                .from(GENERATION)
                .leftJoin(MART_STATE)
                .on(MART_STATE.MART.eq(GENERATION.MART))
                .where(GENERATION.MART.eq(views.mart()))
                .orderBy(GENERATION.GENERATION_.desc())
                .limit(1)
                .fetch(Records.mapping(StateRow::new));
    }

    private LedgerDays days(DSLContext dsl, StateRow state) {
        List<LedgerRow> rows =
                dsl.select(LEDGER.VIEW, LEDGER.DAY)
                        .from(LEDGER)
                        .where(LEDGER.MART.eq(views.mart()))
                        .fetch(Records.mapping(LedgerRow::new));
        Map<String, Set<LocalDate>> held =
                rows.stream()
                        .filter(row -> row.day() != null)
                        .collect(
                                Collectors.groupingBy(
                                        LedgerRow::view,
                                        Collectors.mapping(LedgerRow::day, Collectors.toSet())));
        Set<String> whole =
                rows.stream()
                        .filter(row -> row.day() == null)
                        .map(LedgerRow::view)
                        .collect(Collectors.toSet());
        Instant asOf = state.asOf().toInstant();
        return new LedgerDays(
                views,
                held,
                whole,
                state.horizon().toInstant(),
                asOf.atOffset(ZoneOffset.UTC).toLocalDate());
    }
}
