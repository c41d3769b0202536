package io.daybook.etl.status;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.DatabaseUnavailable;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.database.StoreSettings;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which of the catalogue's marts an installation has: those of which the store records a run, those
 * that were given a source of their own, and those whose source holds any table of the contract. It
 * is asked where nobody names a mart, so that a source for one mart is enough. What cannot be asked
 * counts as installed: the work itself says best what is wrong.
 */
public final class InstalledMarts {

    private static final String STAGE = "looking for installed marts";
    private static final String NO_SUCH_TABLE = "42P01";

    private final StoreSettings store;

    public InstalledMarts(StoreSettings store) {
        this.store = store;
    }

    /** The marts of which a run is recorded; none when the store does not say. */
    public List<Mart> known(List<Mart> marts) {
        Set<String> known = recorded().orElse(Set.of());
        return marts.stream().filter(mart -> known.contains(mart.name())).toList();
    }

    /** The marts of which a run is recorded; all of them when there is none. */
    public List<Mart> recorded(List<Mart> marts) {
        return orAll(marts, known(marts));
    }

    /**
     * The marts that are recorded, meant or have a source; all of them when there is none or the
     * store does not say what is recorded.
     *
     * @param meant whether the user has said that a mart is there: its source is not asked
     * @param source where a mart is read from
     */
    public List<Mart> withSource(
            List<Mart> marts, Predicate<Mart> meant, Function<Mart, SourceSettings> source) {
        Optional<Set<String>> recorded = recorded();
        if (recorded.isEmpty()) {
            return marts;
        }
        Set<String> known = recorded.get();
        return orAll(
                marts,
                marts.stream()
                        .filter(
                                mart ->
                                        meant.test(mart)
                                                || known.contains(mart.name())
                                                || hasTables(mart, source.apply(mart)))
                        .toList());
    }

    private static List<Mart> orAll(List<Mart> all, List<Mart> some) {
        return some.isEmpty() ? all : some;
    }

    /** Empty when the store does not say. */
    private Optional<Set<String>> recorded() {
        try (Connection connection = Databases.store(store, "status")) {
            return Optional.of(
                    new HashSet<>(
                            Sql.query(
                                    connection,
                                    STAGE,
                                    "select distinct mart from daybook.run",
                                    row -> row.getString(1))));
        } catch (StatementFailed failed) {
            // a store that was never migrated has recorded nothing
            return failed.sqlState().equals(NO_SUCH_TABLE)
                    ? Optional.of(Set.of())
                    : Optional.empty();
        } catch (DatabaseUnavailable | SQLException unanswered) {
            return Optional.empty();
        }
    }

    private static boolean hasTables(Mart mart, SourceSettings source) {
        try (Connection connection = Databases.source(source)) {
            return Sql.one(
                    connection,
                    STAGE,
                    """
                    select exists (
                        select
                        from pg_class as c
                        join pg_namespace as n on n.oid = c.relnamespace
                        where n.nspname = %s and c.relname in (%s))
                    """
                            .formatted(
                                    text(source.schema()),
                                    mart.contract().tables().stream()
                                            .map(Contract.Table::name)
                                            .map(name -> text(name))
                                            .collect(Collectors.joining(", "))),
                    row -> row.getBoolean(1));
        } catch (DatabaseUnavailable | StatementFailed | SQLException unanswered) {
            return true;
        }
    }
}
