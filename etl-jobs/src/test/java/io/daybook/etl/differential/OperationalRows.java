package io.daybook.etl.differential;

import io.daybook.schema.catalogue.Contract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes the source's rows on one connection, as an application does. */
public final class OperationalRows {

    private final Connection connection;
    private final String schema;

    public OperationalRows(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException exception) {
            throw new IllegalStateException("cannot execute: " + sql, exception);
        }
    }

    public List<String> column(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        } catch (SQLException exception) {
            throw new IllegalStateException("cannot query: " + sql, exception);
        }
    }

    /** The primary keys in order; those of several columns as {@code (1,2)}. */
    public List<String> keys(Contract.Table table) {
        return keys(table, "true");
    }

    public List<String> keys(Contract.Table table, String condition) {
        return column(
                "select %1$s from %2$s where %3$s order by %1$s"
                        .formatted(ContractRoles.key(table, ""), qualified(table), condition));
    }

    /** A value of one row as text; empty when it is null or there is no such row. */
    public Optional<String> value(Contract.Table table, String key, String column) {
        return column(
                        "select %s from %s where %s = %s and %1$s is not null"
                                .formatted(column, qualified(table), ContractRoles.key(table), key))
                .stream()
                .findFirst();
    }

    public String qualified(Contract.Table table) {
        return schema + "." + table.name();
    }

    /** A copy of all tables, as they are now, in a schema of its own. */
    public void copyTo(String copy, List<Contract.Table> tables) {
        execute("drop schema if exists %1$s cascade; create schema %1$s".formatted(copy));
        for (Contract.Table table : tables) {
            execute(
                    "create table %s.%s as table %s"
                            .formatted(copy, table.name(), qualified(table)));
        }
    }
}
