package io.daybook.etl.check;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Databases;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.CustomTable;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.MetricTable;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.InvalidCatalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has to hold before a view of the user's own is computed: its text as it is now is proved,
 * its table fits, and it is computed by a role that can only SELECT. And after: its rows are of
 * tenants and entities that the mart's directory has.
 */
public final class CustomViews {

    private static final String STAGE = "checking your own views";

    private CustomViews() {}

    /** Why nothing may be computed, as a sentence; empty when it may. */
    public static Optional<String> problem(Mart mart, Connection store, SourceSettings source) {
        if (mart.custom().isEmpty()) {
            return Optional.empty();
        }
        try {
            for (View view : mart.customViews()) {
                CustomTable expected = CustomTable.prove(store, mart, view);
                MetricTable found = MetricTable.read(store, view);
                if (!expected.fits(found)) {
                    return Optional.of(
                            found.columns().isEmpty()
                                    ? "View %s has no table".formatted(view.stem())
                                    : "View %s has other columns than its table"
                                            .formatted(view.stem()));
                }
            }
        } catch (InvalidCatalogue invalid) {
            return Optional.of(String.valueOf(invalid.getMessage()));
        } catch (SQLException exception) {
            throw new IllegalStateException(STAGE + ": " + exception.getMessage(), exception);
        }
        return powers(mart, source);
    }

    /** A text that was not ours when it was written is never computed by a role that may write. */
    private static Optional<String> powers(Mart mart, SourceSettings source) {
        try (Connection connection = Databases.source(source)) {
            List<String> powers =
                    Sql.query(
                            connection,
                            STAGE,
                            """
                            select 'is superuser' from pg_roles
                            where rolname = current_user and rolsuper
                            union all
                            select 'may write ' || c.relname
                            from pg_class as c
                            inner join pg_namespace as n on n.oid = c.relnamespace
                            where n.nspname = %s and c.relname in (%s)
                                and has_table_privilege(
                                    c.oid, 'insert, update, delete, truncate, trigger')
                            """
                                    .formatted(
                                            text(source.schema()),
                                            mart.contract().tables().stream()
                                                    .map(Contract.Table::name)
                                                    .map(Literals::text)
                                                    .collect(Collectors.joining(", "))),
                            row -> row.getString(1));
            return powers.stream()
                    .findFirst()
                    .map(
                            power ->
                                    "The source's role %s %s (views of sql.dir are computed by a role that can only SELECT)"
                                            .formatted(source.credentials().user(), power));
        } catch (SQLException exception) {
            throw new IllegalStateException(STAGE + ": " + exception.getMessage(), exception);
        }
    }

    /**
     * Looks at the rows that a publication is about to show.
     *
     * @param differing the relation that holds a view's replaced slices
     * @throws CheckFailed which rolls the publication back
     */
    public static void checkTenants(
            Mart mart,
            Map<String, MetricTable> tables,
            Connection store,
            Function<View, String> differing) {
        for (View view : mart.customViews()) {
            View directory = mart.directory(view.key()).orElseThrow();
            Sql.query(
                            store,
                            STAGE,
                            """
                            select t.tenant_id || ' ' || t.%1$s
                            from %2$s as t
                            where (%3$s) in (select %4$s from %5$s)
                                and not exists (
                                    select from %6$s as d
                                    where d.tenant_id = t.tenant_id and d.%1$s = t.%1$s)
                            limit 1
                            """
                                    .formatted(
                                            view.key(),
                                            view.mart() + "." + view.stem(),
                                            view.slice().stream()
                                                    .map(column -> "t." + column)
                                                    .collect(Collectors.joining(", ")),
                                            String.join(", ", view.slice()),
                                            differing.apply(view),
                                            tables.get(directory.stem()).name()),
                            row -> row.getString(1))
                    .forEach(
                            row -> {
                                throw new CheckFailed(
                                        view.stem() + "_tenant",
                                        "%s is not in %s".formatted(row, directory.stem()));
                            });
        }
    }
}
