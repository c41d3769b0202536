package io.daybook.etl.migrate;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.engine.CustomTable;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the tables of the user's own views, as the owner of the store. The migrations of the build
 * cannot know them; their columns are those that PostgreSQL finds in the view. A table whose view
 * has other columns now is made anew, and the next run fills it.
 */
public final class CustomTables {

    private static final String STAGE = "making the tables of your own views";
    private static final String MARK = "Daybook: the rows of a view of sql.dir; ";

    private final Connection connection;
    private final Mart mart;
    private final List<String> made = new ArrayList<>();

    private CustomTables(Connection connection, Mart mart) {
        this.connection = connection;
        this.mart = mart;
    }

    /**
     * Makes what is missing; called again it does nothing.
     *
     * @param store with the owner's credentials, migrated
     * @return the tables that were made, as {@code schema.table}
     * @throws io.daybook.schema.catalogue.InvalidCatalogue when PostgreSQL proves that a view
     *     breaks a rule; nothing was made
     * @throws RunFailure with exit code 75 when a mart is being run, 2 when a table of that name is
     *     somebody else's
     */
    public static List<String> migrate(StoreSettings store, Catalogue catalogue) {
        List<Mart> marts =
                catalogue.marts().stream().filter(mart -> !mart.custom().isEmpty()).toList();
        if (marts.isEmpty()) {
            return List.of();
        }
        Credentials owner =
                store.owner()
                        .orElseThrow(() -> new IllegalArgumentException("no owner's credentials"));
        StoreSettings asOwner =
                new StoreSettings(store.url(), Optional.empty(), owner, store.readerRole());
        try (Connection connection = Databases.store(asOwner, "migrate")) {
            MartLocks.take(connection, marts.stream().map(Mart::name).toList());
            connection.setAutoCommit(false);
            List<String> made = new ArrayList<>();
            for (Mart mart : marts) {
                made.addAll(new CustomTables(connection, mart).make());
            }
            connection.commit();
            return made;
        } catch (SQLException exception) {
            throw new StatementFailed(STAGE, "commit", exception);
        }
    }

    private List<String> make() throws SQLException {
        for (View view : mart.customViews()) {
            make(CustomTable.prove(connection, mart, view));
        }
        return made;
    }

    private void make(CustomTable table) {
        String mark = MARK + table.columnList();
        Optional<String> found = mark(table.name());
        if (found.filter(mark::equals).isPresent()) {
            return;
        }
        if (found.isPresent() && !found.get().startsWith(MARK)) {
            throw new RunFailure(
                    2,
                    "Table %s is there and is not of a view of sql.dir (nothing was changed; give the view another name)"
                            .formatted(table.name()));
        }
        Sql.execute(connection, STAGE, "drop table if exists " + table.name());
        for (String statement : table.statements()) {
            Sql.execute(connection, STAGE, statement);
        }
        Sql.execute(
                connection,
                STAGE,
                "comment on table %s is %s".formatted(table.name(), text(mark)),
                // what the old table held says nothing of the new one
                "delete from daybook.ledger where mart = %s and view = %s"
                        .formatted(text(mart.name()), text(table.view().stem())));
        made.add(table.name());
    }

    /** The comment of a table; an empty text when it has none, nothing when there is no table. */
    private Optional<String> mark(String table) {
        return Sql.query(
                        connection,
                        STAGE,
                        """
                        select coalesce(obj_description(c.oid, 'pg_class'), '')
                        from pg_class as c
                        where c.oid = to_regclass(%s)
                        """
                                .formatted(text(table)),
                        row -> row.getString(1))
                .stream()
                .findFirst();
    }
}
