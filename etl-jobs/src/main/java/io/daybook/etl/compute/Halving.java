package io.daybook.etl.compute;

import static io.daybook.etl.engine.Literals.identifier;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.plan.Hold;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.View;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Computes what can be computed of a part that failed with a data error: the part is halved until
 * the failing slices stand alone, and these are held back.
 *
 * <p>A part without a list of slices is halved by its entities, then by the days of each failing
 * entity. The view is not asked which slices there are: that may fail for the same reason.
 */
final class Halving {

    /** Streams the rows of a narrowing into staging; returns their number. */
    @FunctionalInterface
    interface Copy {
        long rows(Narrowing narrowing);
    }

    private final SourceSnapshot snapshot;
    private final String schema;
    private final Hold hold;
    private final View view;
    private final Copy copy;

    Halving(SourceSnapshot snapshot, String schema, Hold hold, View view, Copy copy) {
        this.snapshot = snapshot;
        this.schema = schema;
        this.hold = hold;
        this.view = view;
        this.copy = copy;
    }

    /**
     * Computes all but the failing slices.
     *
     * @return the number of rows staged
     */
    long compute(Narrowing narrowing, StatementFailed failure) {
        if (narrowing instanceof Narrowing.Slices slices) {
            return slices(slices.slices(), failure);
        }
        return entities(entities(), narrowing.window().orElse(Narrowing.Window.ALL), failure);
    }

    private long slices(List<Slice> failing, StatementFailed failure) {
        if (failing.size() == 1) {
            Slice slice = failing.get(0);
            holdBack(slice.tenantId(), slice.entityId(), slice.day(), failure);
            return 0;
        }
        long rows = 0;
        for (List<Slice> half : halves(failing)) {
            try {
                rows += copy.rows(new Narrowing.Slices(half));
            } catch (StatementFailed again) {
                rows += slices(half, dataError(again));
            }
        }
        return rows;
    }

    private long entities(List<Long> failing, Narrowing.Window within, StatementFailed failure) {
        if (failing.isEmpty()) {
            throw failure;
        }
        if (failing.size() == 1) {
            return entity(failing.get(0), within, failure);
        }
        long rows = 0;
        for (List<Long> half : halves(failing)) {
            try {
                rows += copy.rows(new Narrowing.Entities(half, within));
            } catch (StatementFailed again) {
                rows += entities(half, within, dataError(again));
            }
        }
        return rows;
    }

    private long entity(long id, Narrowing.Window within, StatementFailed failure) {
        Optional<Narrowing.Window> days = view.daily() ? bounded(id, within) : Optional.empty();
        if (days.isEmpty()) {
            holdBack(tenant(id).orElse(null), id, null, failure);
            return 0;
        }
        return days(id, days.get(), failure);
    }

    private long days(long id, Narrowing.Window failing, StatementFailed failure) {
        LocalDate from = failing.from().orElseThrow();
        LocalDate to = failing.toExclusive().orElseThrow();
        LocalDate middle = from.plusDays(ChronoUnit.DAYS.between(from, to) / 2);
        if (middle.equals(from)) {
            return alone(id, from, failure);
        }
        long rows = 0;
        for (Narrowing.Window half :
                List.of(window(from, middle, failing), window(middle, to, failing))) {
            try {
                rows += copy.rows(new Narrowing.Entities(List.of(id), half));
            } catch (StatementFailed again) {
                rows += days(id, half, dataError(again));
            }
        }
        return rows;
    }

    /**
     * A window reads the hours around its days, too, and what fails may be its neighbour's: a slice
     * is tried once more between the bounds of its own zone's day.
     */
    private long alone(long id, LocalDate day, StatementFailed failure) {
        Optional<String> tenant = tenant(id);
        if (tenant.isEmpty()) {
            holdBack(null, id, day, failure);
            return 0;
        }
        Slice slice = new Slice(tenant.get(), id, day);
        try {
            return copy.rows(new Narrowing.Slices(List.of(slice)));
        } catch (StatementFailed again) {
            return slices(List.of(slice), dataError(again));
        }
    }

    private static Narrowing.Window window(LocalDate from, LocalDate to, Narrowing.Window within) {
        return new Narrowing.Window(Optional.of(from), Optional.of(to), within.tenant());
    }

    /** The window, or where it is open the days that the entity's facts can reach in any zone. */
    private Optional<Narrowing.Window> bounded(long id, Narrowing.Window within) {
        String clocks =
                view.inputs().stream()
                        .filter(Input.Fact.class::isInstance)
                        .map(Input.Fact.class::cast)
                        .map(fact -> clocks(fact, id))
                        .collect(Collectors.joining(" union all "));
        return Sql.one(
                snapshot.connection(),
                "listing an entity's days",
                "select cast(timezone('UTC', min(low)) as date) - 1, cast(timezone('UTC', max(high)) as date) + 2 from (%s) as f"
                        .formatted(clocks),
                row ->
                        Optional.ofNullable(row.getObject(1, LocalDate.class))
                                .map(
                                        first ->
                                                new Narrowing.Window(
                                                        within.from().or(() -> Optional.of(first)),
                                                        within.toExclusive().or(() -> last(row)),
                                                        within.tenant())));
    }

    private static Optional<LocalDate> last(ResultSet row) {
        try {
            return Optional.of(row.getObject(2, LocalDate.class));
        } catch (SQLException exception) {
            throw new IllegalStateException("listing an entity's days", exception);
        }
    }

    private String clocks(Input.Fact fact, long id) {
        return "select min(%1$s) as low, max(%1$s) as high from %2$s.%3$s where %4$s = %5$d and %1$s >= %6$s and %1$s < %7$s"
                .formatted(
                        fact.clock().orElseThrow(),
                        identifier(schema),
                        fact.table(),
                        fact.key(),
                        id,
                        CompleteStatement.EARLIEST,
                        CompleteStatement.LATEST);
    }

    /** Any other failure is no matter of single slices. */
    private static StatementFailed dataError(StatementFailed failure) {
        if (!failure.isDataError()) {
            throw failure;
        }
        return failure;
    }

    private static <T> List<List<T>> halves(List<T> all) {
        int middle = all.size() / 2;
        return List.of(all.subList(0, middle), all.subList(middle, all.size()));
    }

    private List<Long> entities() {
        Input.Entity entity = view.entity().orElseThrow();
        return Sql.query(
                snapshot.connection(),
                "listing entities",
                "select distinct %1$s from %2$s.%3$s where %1$s is not null order by 1"
                        .formatted(entity.key(), identifier(schema), entity.table()),
                row -> row.getLong(1));
    }

    private void holdBack(
            @Nullable String tenant, long id, @Nullable LocalDate day, StatementFailed failure) {
        hold.add(
                view,
                "select %s as tenant_id, %d as entity_id, %s as day, %s as reason"
                        .formatted(text(tenant), id, Literals.day(day), text(reason(failure))));
    }

    /** Empty where the entity, or its tenant, is missing. */
    private Optional<String> tenant(long id) {
        Input.Entity entity = view.entity().orElseThrow();
        return Sql.query(
                        snapshot.connection(),
                        "reading an entity's tenant",
                        "select tenant_id from %s.%s where %s = %d"
                                .formatted(identifier(schema), entity.table(), entity.key(), id),
                        row -> Optional.ofNullable(row.getString(1)))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Without the server's message, which may quote the row's contents. */
    private String reason(StatementFailed failure) {
        String kind =
                switch (failure.sqlState()) {
                    case "22000" -> "a set of ids is unsorted, or has a null or an id twice";
                    case "22003" -> "a number is out of range";
                    case "22008" -> "an instant is out of range";
                    case "22012" -> "division by zero";
                    case "22P02", "22007" -> "a text is no value of its type";
                    default -> "the data cannot be computed";
                };
        return "%s: %s (SQLSTATE %s)".formatted(view.stem(), kind, failure.sqlState());
    }
}
