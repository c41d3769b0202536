package io.daybook.schema.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A transaction, or the part of one behind a savepoint, that is always rolled back. */
final class ProofTransaction implements AutoCloseable {

    /** Builds one value from the current row. */
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Work that the server may refuse. */
    interface Work {
        void run() throws SQLException;
    }

    private final Connection connection;
    private final boolean own;
    private final Savepoint start;

    private ProofTransaction(Connection connection, boolean own, Savepoint start) {
        this.connection = connection;
        this.own = own;
        this.start = start;
    }

    static ProofTransaction begin(Connection connection) throws SQLException {
        boolean own = connection.getAutoCommit();
        if (own) {
            connection.setAutoCommit(false);
        }
        return new ProofTransaction(connection, own, connection.setSavepoint());
    }

    /** Runs statements as they stand: neither {@code ?} nor {@code {}} means anything to JDBC. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    <T> List<T> query(String sql, RowMapper<T> mapper, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(mapper.map(rows));
                }
                return found;
            }
        }
    }

    /** Does some work and takes it back, whether it succeeds or fails. */
    void andBack(Work work) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            work.run();
        } catch (SQLException e) {
            try {
                rollback(before);
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
        rollback(before);
    }

    @Override
    public void close() throws SQLException {
        if (own) {
            connection.rollback();
            connection.setAutoCommit(true);
        } else {
            rollback(start);
        }
    }

    private void rollback(Savepoint before) throws SQLException {
        connection.rollback(before);
        connection.releaseSavepoint(before);
    }
}
