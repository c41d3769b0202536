package io.daybook.etl.imports;

import static io.daybook.etl.engine.Literals.identifier;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.source.SourceSchema;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Where an import's rows are until all have been read: three unlogged tables beside the table
 * itself, for its rows, for what is rejected and for how far the file has been read. All three
 * change in one transaction per chunk, and go with the transaction that loads, so what they say is
 * true however an import ended. A server that crashes empties all of them: then it begins anew.
 */
final class Staging {

    /** Names of sources and contracts never begin so. */
    private static final String PREFIX = "daybook_import_";

    private static final String STAGE = "importing";
    private static final String LINE = "daybook_line";

    private final Connection connection;
    private final String target;
    private final Contract.Table table;
    private final List<String> columns;
    private final String rows;
    private final String rejects;
    private final String position;

    /**
     * @param columns those that rows have values for
     */
    Staging(SourceSchema schema, Contract.Table table, List<String> columns) {
        this.connection = schema.connection();
        this.target = schema.qualified(table.name());
        this.table = table;
        this.columns = columns;
        this.rows = schema.qualified(PREFIX + table.name());
        this.rejects = schema.qualified(PREFIX + table.name() + "_reject");
        this.position = schema.qualified(PREFIX + table.name() + "_position");
    }

    /**
     * How far an import has come.
     *
     * @param read rows of the file
     * @param brokenOff why the file has no end; empty while it has one
     */
    record Position(long read, long rejected, boolean ended, Optional<String> brokenOff) {
        static final Position START = new Position(0, 0, false, Optional.empty());
    }

    /** The position of an import with this identity that did not come to its end. */
    Optional<Position> position(String identity) {
        boolean there =
                Sql.one(
                        connection,
                        STAGE,
                        "select to_regclass(%s) is not null".formatted(text(position)),
                        row -> row.getBoolean(1));
        if (!there) {
            return Optional.empty();
        }
        return Sql.query(
                        connection,
                        STAGE,
                        "select read, rejected, ended, broken_off from %s where identity = %s"
                                .formatted(position, text(identity)),
                        row ->
                                new Position(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getBoolean(3),
                                        Optional.ofNullable(row.getString(4))))
                .stream()
                .findFirst();
    }

    /** Begins anew, whatever another import left. */
    void begin(String identity) {
        drop();
        Sql.execute(
                connection,
                STAGE,
                """
                create unlogged table %s as
                select %s, cast(null as bigint) as %s from %s with no data
                """
                        .formatted(rows, list(""), LINE, target),
                """
                create unlogged table %s (
                    line bigint not null, column_name text not null, value text not null,
                    reason text not null)
                """
                        .formatted(rejects),
                """
                create unlogged table %s (
                    identity text not null, read bigint not null, rejected bigint not null,
                    ended boolean not null, broken_off text)
                """
                        .formatted(position),
                "insert into %s values (%s, 0, 0, false, null)"
                        .formatted(position, text(identity)));
    }

    void drop() {
        Sql.execute(
                connection,
                STAGE,
                "drop table if exists %s, %s, %s".formatted(rows, rejects, position));
    }

    /** Opens a copy of rows; nothing else can be done until it ends. */
    CopyIn copy() throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy %s (%s, %s) from stdin".formatted(rows, list(""), LINE));
    }

    void reject(List<Reject> rejected) {
        String insert = "insert into %s values (?, ?, ?, ?)".formatted(rejects);
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Reject reject : rejected) {
                statement.setLong(1, reject.line());
                statement.setString(2, reject.column());
                statement.setString(3, reject.value());
                statement.setString(4, reject.reason());
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException exception) {
            throw new StatementFailed(STAGE, insert, exception);
        }
    }

    void moved(Position to) {
        Sql.execute(
                connection,
                STAGE,
                "update %s set read = %d, rejected = %d, ended = %s, broken_off = %s"
                        .formatted(
                                position,
                                to.read(),
                                to.rejected(),
                                to.ended(),
                                text(to.brokenOff().orElse(null))));
    }

    /** Nobody else adds rows between the look for their keys and the load. */
    void lockTarget() {
        Sql.execute(
                connection,
                STAGE,
                "lock table %s in share row exclusive mode".formatted(target),
                // a table that was just filled has no statistics
                "analyze " + rows);
    }

    /** Rejects rows whose key the table has, or an earlier line of the file. */
    long rejectDuplicates() {
        String key = quoted(table.primaryKey(), "");
        String name = text(String.join(", ", table.primaryKey()));
        String value = "left(concat_ws(', ', %s), 200)".formatted(quoted(table.primaryKey(), "s."));
        long stored =
                Sql.execute(
                        connection,
                        STAGE,
                        """
                        insert into %s
                        select s.%s, %s, %s, 'the table has a row of this key already'
                        from %s as s
                        join %s as t using (%s)
                        """
                                .formatted(rejects, LINE, name, value, rows, target, key));
        long repeated =
                Sql.execute(
                        connection,
                        STAGE,
                        """
                        insert into %1$s
                        select s.%2$s, %3$s, %4$s, 'the key of line ' || s.daybook_first || ' again'
                        from (
                            select %5$s, %2$s,
                                min(%2$s) over (partition by %5$s) as daybook_first
                            from %6$s) as s
                        where s.%2$s > s.daybook_first
                            and not exists (select from %1$s as r where r.line = s.%2$s)
                        """
                                .formatted(rejects, LINE, name, value, key, rows));
        return stored + repeated;
    }

    /**
     * Puts the sound rows into the table, stamped with the instant at which this transaction began:
     * a run in between takes it for a change that is still under way.
     */
    long load() {
        return Sql.execute(
                connection,
                STAGE,
                """
                insert into %s (%s, %s)
                select %s, now()
                from %s as s
                where not exists (select from %s as r where r.line = s.%s)
                """
                        .formatted(
                                target,
                                list(""),
                                Mart.CHANGE_COLUMN,
                                list("s."),
                                rows,
                                rejects,
                                LINE));
    }

    /** Hands over what was rejected, by line; never more than some rows in memory. */
    void rejected(Consumer<Reject> consumer, int most) {
        String query =
                "select line, column_name, value, reason from %s order by line%s"
                        .formatted(rejects, most > 0 ? " limit " + most : "");
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    consumer.accept(
                            new Reject(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4)));
                }
            }
        } catch (SQLException exception) {
            throw new StatementFailed(STAGE, query, exception);
        }
    }

    private String list(String prefix) {
        return quoted(columns, prefix);
    }

    private static String quoted(List<String> names, String prefix) {
        return names.stream()
                .map(name -> prefix + identifier(name))
                .collect(Collectors.joining(", "));
    }
}
