package io.daybook.etl.migrate;

import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.run.RunFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The advisory locks of all marts: while they are held, nothing runs. They belong to the session
 * and go with its connection.
 */
final class MartLocks {

    /** First key of every mart's lock: the letters DAYB. The second is the hash of its name. */
    private static final int FIRST_KEY = 0x44415942;

    private static final String TRY = "select pg_try_advisory_lock(?, hashtext(?))";

    private static final String HOLDER =
            """
            select l.pid, a.application_name, a.usename
            from pg_locks as l
            left join pg_stat_activity as a on a.pid = l.pid
            where
                l.locktype = 'advisory'
                and l.granted
                and l.database = (select oid from pg_database where datname = current_database())
                and l.classid = ?::oid
                and l.objid = (hashtext(?)::bigint & 4294967295)::oid
                and l.objsubid = 2
            """;

    private MartLocks() {}

    /**
     * Takes the lock of each mart, or none of them for long: the caller closes the connection.
     *
     * @throws RunFailure with exit code 75, naming who holds the first lock that is taken
     */
    static void take(Connection connection, List<String> marts) {
        for (String mart : marts.stream().sorted().toList()) {
            if (!tryLock(connection, mart)) {
                throw new RunFailure(
                        75,
                        ("Busy: the mart %s is locked by %s. Nothing was migrated; wait for it to"
                                        + " end and run daybook migrate again.")
                                .formatted(mart, holder(connection, mart)));
            }
        }
    }

    private static boolean tryLock(Connection connection, String mart) {
        try (PreparedStatement statement = connection.prepareStatement(TRY)) {
            statement.setInt(1, FIRST_KEY);
            statement.setString(2, mart);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        } catch (SQLException exception) {
            throw new StatementFailed("lock", TRY, exception);
        }
    }

    private static String holder(Connection connection, String mart) {
        try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
            statement.setInt(1, FIRST_KEY);
            statement.setString(2, mart);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    return "a session that has just ended";
                }
                return "'%s' (role %s, backend %d)"
                        .formatted(result.getString(2), result.getString(3), result.getInt(1));
            }
        } catch (SQLException exception) {
            throw new StatementFailed("lock", HOLDER, exception);
        }
    }
}
