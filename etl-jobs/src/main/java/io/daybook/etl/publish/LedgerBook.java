package io.daybook.etl.publish;

import static io.daybook.etl.engine.Literals.day;
import static io.daybook.etl.engine.Literals.instant;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.plan.Part;
import io.daybook.etl.plan.Plan;
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
    }

    /** A view built whole under its present definition: everything it had before is forgotten. */
    void built(View view) {
        Sql.execute(
                store,
                STAGE,
                "delete from daybook.ledger where mart = %s and view = %s"
                        .formatted(text(view.mart()), text(view.stem())),
                """
                insert into daybook.ledger values (%s, %s, null, %s, %d, %s,
                    (select count(*) from %s.%s), %s)
                """
                        .formatted(
                                text(view.mart()),
                                text(view.stem()),
                                text(view.version()),
                                generation,
                                instant(asOf),
                                view.mart(),
                                view.stem(),
                                instant(asOf)));
        if (view.daily()) {
            upsert(
                    view,
                    """
                    select cast(g.day as date) as day
                    from (select min(day) as first_day from %s.%s) as s
                    cross join generate_series(
                        cast(s.first_day as timestamp), cast(%s as timestamp), interval '1 day'
                    ) as g (day)
                    union
                    select day from %1$s.%2$s
                    """
                            .formatted(view.mart(), view.stem(), day(lastDay())));
        }
    }

    /**
     * A view of which slices or windows were recomputed. The recomputed windows, the days since the
     * last publication and the days between the first one held and an earlier slice that appeared
     * now are held from now on; a day of which only slices were replaced was not proved by that,
     * and a missing one stays missing.
     */
    void replaced(View view, List<Part> parts) {
        if (!view.daily()) {
            Sql.execute(store, STAGE, undated(view));
            return;
        }
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
        Sql.execute(
                store,
                STAGE,
                """
                update daybook.ledger as l
                set generation = %1$d, as_of = %2$s, row_count = (
                    select count(*) from %3$s.%4$s as t where t.day = l.day)
                where l.mart = %5$s and l.view = %6$s
                    and l.day in (select day from %7$s)
                """
                        .formatted(
                                generation,
                                instant(asOf),
                                view.mart(),
                                view.stem(),
                                text(view.mart()),
                                text(view.stem()),
                                Differences.differ(view)));
    }

    /** The row of a view without a day follows what was replaced in it. */
    private String undated(View view) {
        return """
        update daybook.ledger
        set generation = %d, as_of = %s, row_count = (select count(*) from %s.%s)
        where mart = %s and view = %s and day is null and exists (select from %s)
        """
                .formatted(
                        generation,
                        instant(asOf),
                        view.mart(),
                        view.stem(),
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
                ),
                counted as (
                    select t.day, count(*) as row_count
                    from %2$s.%3$s as t
                    where t.day in (select day from due)
                    group by t.day
                )
                select %4$s, %5$s, d.day, %6$s, %7$d, %8$s, coalesce(c.row_count, 0), %8$s
                from due as d
                left join counted as c on c.day = d.day
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
                                view.mart(),
                                view.stem(),
                                text(view.mart()),
                                text(view.stem()),
                                text(view.version()),
                                generation,
                                instant(asOf)));
    }

    private LocalDate lastDay() {
        return asOf.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
