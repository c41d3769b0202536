package io.daybook.etl.publish;

import static io.daybook.etl.engine.Literals.day;
import static io.daybook.etl.engine.Literals.instant;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.plan.Part;
import io.daybook.etl.plan.Plan;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the ledger: what each (view, day) holds, under which definition, of which generation. */
final class LedgerBook {

    private static final String STAGE = "writing the ledger";

    private final Connection store;
    private final long generation;
    private final Instant asOf;

    LedgerBook(Connection store, long generation, Instant asOf) {
        this.store = store;
        this.generation = generation;
        this.asOf = asOf;
        Replacement.prepare(store);
    }

    /** A view built whole under its present definition: everything it had before is forgotten. */
    void built(View view) {
        Sql.execute(
                store,
                STAGE,
                "delete from daybook.ledger where mart = %s and view = %s"
                        .formatted(text(view.mart()), text(view.stem())),
                """
                insert into daybook.ledger
                with counted as materialized (
                    select %1$s as day, count(*) as row_count from %2$s.%3$s group by 1
                ),
                due as (
                    select cast(null as date) as day
                    %4$s
                )
                select %5$s, %6$s, d.day, %7$s, %8$d, %9$s,
                    case
                        when d.day is null then (select coalesce(sum(row_count), 0) from counted)
                        else coalesce(c.row_count, 0)
                    end,
                    %9$s
                from due as d
                left join counted as c on c.day = d.day
                """
                        .formatted(
                                view.daily() ? "day" : "cast(null as date)",
                                view.mart(),
                                view.stem(),
                                view.daily() ? heldDays() : "",
                                text(view.mart()),
                                text(view.stem()),
                                text(view.version()),
                                generation,
                                instant(asOf)));
    }

    /**
     * Forgets views that this program does not have, such as those of a {@code sql.dir} that is not
     * given: what changes now is not in their tables, so they are built anew when they are back.
     */
    void forgetOthers(Mart mart) {
        Sql.execute(
                store,
                STAGE,
                "delete from daybook.ledger where mart = %s and view not in (%s)"
                        .formatted(
                                text(mart.name()),
                                mart.views().stream()
                                        .map(view -> text(view.stem()))
                                        .collect(Collectors.joining(", "))));
    }

    /** From the first day held to as-of's, without a gap, and what lies after it. */
    private String heldDays() {
        return """
        union all
        (select cast(g.day as date)
        from (select min(day) as first_day from counted) as s
        cross join generate_series(
            cast(s.first_day as timestamp), cast(%s as timestamp), interval '1 day') as g (day)
        union
        select day from counted)
        """
                .formatted(day(lastDay()));
    }

    /**
     * A view of which slices or windows were recomputed. Days held already are counted on by what
     * {@link Replacement} changed; days held from now on are counted. The recomputed windows, the
     * days since the last publication and the days between the first one held and an earlier slice
     * that appeared now are held from now on; a day of which only slices were replaced was not
     * proved by that, and a missing one stays missing.
     */
    void replaced(View view, List<Part> parts) {
        if (!view.daily()) {
            Sql.execute(store, STAGE, undated(view));
            return;
        }
        Sql.execute(
                store,
                STAGE,
                """
                update daybook.ledger as l
                set generation = %1$d, as_of = %2$s, row_count = l.row_count + d.row_count
                from (
                    select f.day, coalesce(sum(c.row_count), 0) as row_count
                    from (select distinct day from %3$s) as f
                    left join pg_temp.daybook_change as c on c.view = %5$s and c.day = f.day
                    group by f.day
                ) as d
                where l.mart = %4$s and l.view = %5$s and l.day = d.day
                """
                        .formatted(
                                generation,
                                instant(asOf),
                                Differences.differ(view),
                                text(view.mart()),
                                text(view.stem())));
        upsert(
                view,
                """
                with held as (
                    select min(day) as first_day
                    from daybook.ledger
                    where mart = %1$s and view = %2$s and day is not null
                ),
                last_publication as (
                    select cast(timezone('UTC', max(as_of)) as date) as day
                    from daybook.generation
                    where mart = %1$s and generation < %3$d
                ),
                differing as (
                    select min(day) as first_day from %4$s
                )
                select cast(g.day as date) as day
                from last_publication as l
                cross join generate_series(
                    cast(l.day as timestamp) + interval '1 day',
                    cast(%5$s as timestamp), interval '1 day') as g (day)
                where exists (select from held where first_day is not null)
                union
                select cast(g.day as date)
                from differing as d
                cross join held as h
                cross join generate_series(
                    cast(d.first_day as timestamp),
                    coalesce(cast(h.first_day as timestamp) - interval '1 day', cast(%5$s as timestamp)),
                    interval '1 day') as g (day)
                union
                select day from %4$s where day > %5$s%6$s
                """
                        .formatted(
                                text(view.mart()),
                                text(view.stem()),
                                generation,
                                Differences.differ(view),
                                day(lastDay()),
                                windows(view, parts)));
    }

    /** The row of a view without a day follows what was replaced in it. */
    private String undated(View view) {
        return """
        update daybook.ledger
        set generation = %1$d, as_of = %2$s, row_count = row_count + (
            select coalesce(sum(c.row_count), 0)
            from pg_temp.daybook_change as c
            where c.view = %4$s)
        where mart = %3$s and view = %4$s and day is null and exists (select from %5$s)
        """
                .formatted(
                        generation,
                        instant(asOf),
                        text(view.mart()),
                        text(view.stem()),
                        Differences.differ(view));
    }

    /** What was verified was proved, but for days of which something is held back. */
    void proved(View view, Plan plan) {
        String days = view.daily() ? compared(plan.comparedDays()) : "day is null";
        Sql.execute(
                store,
                STAGE,
                """
                update daybook.ledger
                set proved_at = %s
                where mart = %s and view = %s and %s
                    and not exists (
                        select
                        from pg_temp.daybook_hold as h
                        where h.day is null or h.day = ledger.day)
                """
                        .formatted(instant(asOf), text(view.mart()), text(view.stem()), days));
    }

    private static String compared(List<Plan.Days> days) {
        return Stream.concat(
                        Stream.of("false"),
                        days.stream()
                                .map(
                                        some ->
                                                "(day is not null%s%s)"
                                                        .formatted(
                                                                some.from()
                                                                        .map(
                                                                                from ->
                                                                                        " and day >= "
                                                                                                + day(
                                                                                                        from))
                                                                        .orElse(""),
                                                                some.toExclusive()
                                                                        .map(
                                                                                to ->
                                                                                        " and day < "
                                                                                                + day(
                                                                                                        to))
                                                                        .orElse(""))))
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** A window restricted to a tenant leaves its days as they are. */
    private String windows(View view, List<Part> parts) {
        List<String> days = new ArrayList<>();
        for (Part part : parts) {
            if (part.shape() == Part.Shape.WINDOW && part.tenant().isEmpty()) {
                days.add(
                        """

                        union
                        select cast(g.day as date)
                        from (
                            select min(day) as first_day
                            from daybook.ledger
                            where mart = %s and view = %s and day is not null) as h
                        cross join generate_series(
                            cast(%s as timestamp), cast(%s as timestamp), interval '1 day') as g (day)
                        where cast(g.day as date) >= h.first_day and cast(g.day as date) <= %s
                        """
                                .formatted(
                                        text(view.mart()),
                                        text(view.stem()),
                                        part.from().map(Literals::day).orElse("h.first_day"),
                                        day(
                                                part.toExclusive()
                                                        .map(to -> to.minusDays(1))
                                                        .orElse(lastDay())),
                                        day(lastDay())));
            }
        }
        return String.join("", days);
    }

    private void upsert(View view, String days) {
        Sql.execute(
                store,
                STAGE,
                """
                insert into daybook.ledger
                with due as (
                %1$s
                )
                select %2$s, %3$s, d.day, %4$s, %5$d, %6$s,
                    (select count(*) from %7$s.%8$s as t where t.day = d.day), %6$s
                from due as d
                where d.day is not null
                on conflict (mart, view, day) do update
                set definition_version = excluded.definition_version,
                    generation = excluded.generation,
                    as_of = excluded.as_of,
                    row_count = excluded.row_count,
                    proved_at = excluded.proved_at
                """
                        .formatted(
                                days,
                                text(view.mart()),
                                text(view.stem()),
                                text(view.version()),
                                generation,
                                instant(asOf),
                                view.mart(),
                                view.stem()));
    }

    private LocalDate lastDay() {
        return asOf.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
