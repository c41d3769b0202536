package io.daybook.etl.status;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.daybook.etl.database.Databases;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads the state of marts from the store, as its writer; takes no lock and changes nothing. */
public final class StatusReader {

    /** PostgreSQL's codes for a table and a schema that do not exist. */
    private static final List<String> NOT_MIGRATED = List.of("42P01", "3F000");

    private static final String TENANT = "tenant_id";

    private final StoreSettings store;

    public StatusReader(StoreSettings store) {
        this.store = store;
    }

    /**
     * The state of a mart, all of it from one snapshot.
     *
     * @param floor the first day that is not sealed
     * @throws RunFailure with exit code 2 when the store was never migrated
     */
    public MartStatus status(Mart mart, Optional<LocalDate> floor) {
        return read(dsl -> status(dsl, mart, floor.orElse(null)));
    }

    /**
     * What a mart lacks, all of it from one snapshot.
     *
     * @param floor the first day that is not sealed
     * @throws RunFailure with exit code 2 when the store was never migrated
     */
    public MartGaps gaps(Mart mart, Optional<LocalDate> floor) {
        return read(dsl -> new GapFinder(dsl, mart).find(floor.orElse(null)));
    }

    /** The tenants that the store knows; empty when the mart has no directory. */
    public List<String> tenants(Mart mart) {
        return directory(mart)
                .map(view -> read(dsl -> distinct(dsl, view, TENANT)))
                .orElseGet(List::of);
    }

    /** The zones of the entities that the store knows; empty when the mart has no directory. */
    public List<String> zones(Mart mart) {
        return directory(mart).map(view -> read(dsl -> zones(dsl, view))).orElseGet(List::of);
    }

    private <T> T read(Function<DSLContext, T> reading) {
        try (Connection connection = Databases.store(store, "status")) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            T result = reading.apply(DSL.using(connection));
            connection.rollback();
            return result;
        } catch (SQLException exception) {
            throw new StatementFailed("status", "transaction", exception);
        } catch (DataAccessException exception) {
            if (NOT_MIGRATED.contains(exception.sqlState())) {
                throw new RunFailure(
                        2,
                        "The store at %s was never migrated: it lacks the tables of Daybook. Nothing was changed; run daybook migrate."
                                .formatted(store.url()),
                        exception);
            }
            throw exception;
        }
    }

    private static MartStatus status(DSLContext dsl, Mart mart, @Nullable LocalDate floor) {
        RunHistory history = new RunHistory(dsl, mart);
        Published published = Published.read(dsl, mart.name());
        List<MartStatus.HeldBack> heldBack = history.heldBack();
        List<MartStatus.ViewStatus> views =
                mart.views().stream()
                        .map(view -> view(dsl, view, published, floor, days(heldBack)))
                        .toList();
        RunHistory.Drifted drifted = history.drifted();
        return new MartStatus(
                mart.name(),
                published == null ? null : published.generation(),
                published == null ? null : published.asOf(),
                published == null ? null : published.horizon(),
                completeThrough(mart, views),
                views,
                heldBack,
                history.badRows(),
                history.lastRuns(),
                drifted == null ? null : drifted.runId(),
                drifted == null ? 0 : drifted.slices(),
                drifted == null ? null : drifted.generation(),
                drifted != null && drifted.repaired(),
                drifted == null ? List.of() : history.drift(drifted.runId()));
    }

    private static long days(List<MartStatus.HeldBack> heldBack) {
        return heldBack.stream()
                .map(MartStatus.HeldBack::day)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    /** What every view has: null as soon as one view lacks it or was never built. */
    private static @Nullable LocalDate completeThrough(
            Mart mart, List<MartStatus.ViewStatus> views) {
        if (!views.stream().allMatch(MartStatus.ViewStatus::built)) {
            return null;
        }
        LocalDate earliest = null;
        for (MartStatus.ViewStatus view : views) {
            if (!mart.view(view.view()).daily()) {
                continue;
            }
            LocalDate complete = view.completeThrough();
            if (complete == null) {
                return null;
            }
            earliest = earliest == null || complete.isBefore(earliest) ? complete : earliest;
        }
        return earliest;
    }

    private static MartStatus.ViewStatus view(
            DSLContext dsl,
            View view,
            @Nullable Published published,
            @Nullable LocalDate floor,
            long daysHeldBack) {
        ViewLedger ledger = ViewLedger.read(dsl, view);
        DayCoverage coverage = ledger.coverage(published, floor);
        return new MartStatus.ViewStatus(
                view.stem(),
                ledger.built(),
                ledger.generation(),
                coverage.firstDay(),
                coverage.completeThrough(),
                coverage.provisional(),
                coverage.missing(),
                coverage.stale(),
                view.daily() ? daysHeldBack : 0);
    }

    private static Optional<View> directory(Mart mart) {
        return mart.views().stream()
                .filter(view -> view.entity().filter(Input.Entity::directory).isPresent())
                .filter(view -> view.entity().flatMap(Input.Entity::zone).isPresent())
                .findFirst();
    }

    private static List<String> zones(DSLContext dsl, View directory) {
        return directory
                .entity()
                .flatMap(Input.Entity::zone)
                .map(zone -> distinct(dsl, directory, zone))
                .orElseGet(List::of);
    }

    private static List<String> distinct(DSLContext dsl, View view, String column) {
        return dsl.selectDistinct(field(name(column), String.class))
                .from(table(name(view.mart(), view.stem())))
                .orderBy(field(name(column)))
                .fetch(row -> row.value1());
    }
}
