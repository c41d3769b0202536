package io.daybook.etl.publish;

import static io.daybook.etl.engine.Literals.day;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.plan.Hold;
import io.daybook.etl.plan.Plan;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Refuses to empty history: a source that was purged, or half restored, looks exactly like one
 * whose rows were deleted.
 *
 * <p>Judged are, per view, the stored rows of the differing slices of final days. Where at least
 * 100 of them would become fewer than half, these days are held back. Slices that the guard held
 * back before are judged by themselves, so that other changes cannot outweigh them.
 */
final class ShrinkGuard {

    /** Fewer rows than this may well be one event's mended mistake. */
    private static final long FEW = 100;

    private static final String STAGE = "guarding against a shrunken source";

    private final Connection store;
    private final Hold hold;
    private final String mart;
    private final LocalDate lastFinal;
    private final List<String> messages = new ArrayList<>();

    /**
     * @param horizon that of the coming publication: a day is final when it has passed 12:00 UTC of
     *     the next day
     */
    ShrinkGuard(Connection store, Hold hold, String mart, Instant horizon) {
        this.store = store;
        this.hold = hold;
        this.mart = mart;
        this.lastFinal =
                horizon.minus(Duration.ofHours(12))
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .minusDays(1);
    }

    /**
     * Takes the days that would shrink off the differing slices of all tables, and holds them back.
     *
     * @return what was held back and why, for the operator
     * @throws ShrinkRefused when everything is built anew: the tables of two sources must not mix
     */
    List<String> check(Collection<MetricTable> tables, Plan plan) {
        boolean anyHeldBefore =
                Sql.number(
                                store,
                                STAGE,
                                "select count(*) from daybook.held_back where mart = %s and shrunk"
                                        .formatted(text(mart)))
                        > 0;
        for (MetricTable table : tables) {
            if (table.view().daily() && anyHeldBefore) {
                judge(table, plan, "not " + heldBefore(table.view()));
                judge(table, plan, heldBefore(table.view()));
            } else if (table.view().daily()) {
                judge(table, plan, "true");
            }
        }
        if (!messages.isEmpty()) {
            tables.forEach(this::takeOff);
        }
        return messages;
    }

    private void judge(MetricTable table, Plan plan, String which) {
        String slices =
                "(select d.* from %s as d where d.day <= %s and %s)"
                        .formatted(Differences.differ(table.view()), day(lastFinal), which);
        long stored = rows(table, table.name(), slices);
        if (stored < FEW) {
            return;
        }
        long left = rows(table, table.staging(), slices);
        if (left * 2 >= stored) {
            return;
        }
        String view = table.view().stem();
        if (plan.parts().stream().anyMatch(part -> part.startsAnew())) {
            throw new ShrinkRefused(mart, view, stored, left);
        }
        hold.addShrunk(
                table.view(),
                slices,
                "%s would keep %d of %d rows (--allow-shrink publishes it)"
                        .formatted(view, left, stored));
        messages.add(
                "%s would keep %d of the %d stored rows of %s: these days are held back (was the source purged? set %s.source.floor; were the rows meant to go? run: daybook verify %s --repair --allow-shrink)"
                        .formatted(view, left, stored, days(slices), mart, mart));
    }

    private long rows(MetricTable table, String relation, String slices) {
        return Sql.number(
                store,
                STAGE,
                "select count(*) from %s as t join %s as d on %s"
                        .formatted(relation, slices, Differences.match(table.view(), "t", "d")));
    }

    private String days(String slices) {
        return Sql.one(
                store,
                STAGE,
                "select count(distinct day), min(day), max(day) from " + slices + " as d",
                row ->
                        row.getLong(1) == 1
                                ? "day " + row.getString(2)
                                : "%d days, %s to %s"
                                        .formatted(
                                                row.getLong(1),
                                                row.getString(2),
                                                row.getString(3)));
    }

    private String heldBefore(View view) {
        return "exists (select from daybook.held_back as b where b.mart = %s and b.shrunk and b.entity = %s and b.entity_id = d.%s and b.day = d.day)"
                .formatted(text(mart), text(view.entity().orElseThrow().table()), view.key());
    }

    /**
     * What is held back differs no longer; an entity that lost its own row keeps it as long as any
     * of its days is held back.
     */
    private void takeOff(MetricTable table) {
        View view = table.view();
        Differences.takeOff(store, view, Hold.condition(view, "d"));
        if (!view.daily()) {
            Differences.takeOff(
                    store,
                    view,
                    """
                    not exists (select from %s as s where %s)
                        and exists (
                            select
                            from pg_temp.daybook_hold as h
                            where h.shrunk and h.entity = %s and h.entity_id = d.%s)
                    """
                            .formatted(
                                    table.staging(),
                                    Differences.match(view, "s", "d"),
                                    text(view.entity().orElseThrow().table()),
                                    view.key()));
        }
    }
}
