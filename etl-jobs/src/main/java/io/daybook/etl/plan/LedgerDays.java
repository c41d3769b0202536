package io.daybook.etl.plan;

import static io.daybook.etl.engine.Literals.day;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the ledger says is missing. */
final class LedgerDays {

    private static final String STAGE = "reading the ledger";

    private final Connection store;

    LedgerDays(Connection store) {
        this.store = store;
    }

    /** A half-open range of local days. */
    record Range(LocalDate from, LocalDate toExclusive) {}

    /** Why a view must be built whole; empty when it stands under its present definition. */
    Optional<String> reasonToBuild(View view) {
        List<String> versions =
                Sql.query(
                        store,
                        STAGE,
                        """
                        select definition_version
                        from daybook.ledger
                        where mart = %s and view = %s and day is null
                        """
                                .formatted(text(view.mart()), text(view.stem())),
                        row -> row.getString(1));
        if (versions.isEmpty()) {
            return Optional.of("new view");
        }
        return versions.get(0).equals(view.version())
                ? Optional.empty()
                : Optional.of("definition changed");
    }

    /**
     * The days between the first day held and {@code last} that have no row of the present
     * definition, as ranges in order.
     */
    List<Range> missing(View view, LocalDate last) {
        List<LocalDate> days =
                Sql.query(
                        store,
                        STAGE,
                        """
                        with held as (
                            select day, definition_version
                            from daybook.ledger
                            where mart = %1$s and view = %2$s and day is not null
                        )
                        select cast(g.day as date)
                        from (select min(day) as first_day from held) as s
                        cross join generate_series(
                            cast(s.first_day as timestamp), cast(%4$s as timestamp), interval '1 day'
                        ) as g (day)
                        where not exists (
                            select
                            from held as h
                            where h.day = cast(g.day as date) and h.definition_version = %3$s)
                        order by 1
                        """
                                .formatted(
                                        text(view.mart()),
                                        text(view.stem()),
                                        text(view.version()),
                                        day(last)),
                        row -> row.getObject(1, LocalDate.class));
        return ranges(days);
    }

    /** Neighbouring days joined. */
    static List<Range> ranges(List<LocalDate> days) {
        List<Range> ranges = new ArrayList<>();
        for (LocalDate day : days) {
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).toExclusive().equals(day)) {
                ranges.set(last, new Range(ranges.get(last).from(), day.plusDays(1)));
            } else {
                ranges.add(new Range(day, day.plusDays(1)));
            }
        }
        return ranges;
    }
}
