package io.daybook.etl.plan;

import io.daybook.etl.database.Databases;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The instant before which no change can still be under way in the source.
 *
 * <p>It must be read before the snapshot is taken and on another connection: read after it, a
 * writer that committed in between would be lost. It is never the largest change stamp seen: a
 * transaction that stamps early and commits late would be lost for ever.
 *
 * @param at changes stamped at or after it are looked for by the next run
 * @param messages what the operator should know, e.g. which session holds the horizon back
 */
public record Horizon(Instant at, List<String> messages) {

    private static final Duration OLD = Duration.ofHours(1);

    public Horizon {
        messages = List.copyOf(messages);
    }

    /** Reads the horizon on a connection of its own. */
    public static Horizon read(SourceSettings source) {
        try (Connection connection = Databases.source(source)) {
            Server server = Sql.one(connection, "reading the horizon", SERVER, Server::read);
            if (server.standby()) {
                return standby(connection, server, source);
            }
            if (!server.sessionsVisible()) {
                return blind(server, source);
            }
            return visible(connection, server, source);
        } catch (SQLException exception) {
            throw new IllegalStateException("closing the horizon's connection", exception);
        }
    }

    /** The clock is read first: a session that starts later starts after it. */
    private static final String SERVER =
            """
            select clock_timestamp(),
                pg_is_in_recovery(),
                pg_has_role(current_user, 'pg_read_all_stats', 'usage')
                    and not exists (
                        select
                        from pg_stat_activity
                        where datname = current_database() and state = 'disabled')
            """;

    private static final String SESSIONS =
            """
            select xact_start, pid, application_name
            from pg_stat_activity
            where datname = current_database()
                and pid <> pg_backend_pid()
                and xact_start is not null
                -- other runs of ours only read
                and not (usename = current_user and application_name = 'daybook')
                and (backend_type = 'client backend' or backend_type like 'logical replication%')
            order by xact_start
            limit 1
            """;

    private static final String PREPARED =
            """
            select min(prepared)
            from pg_prepared_xacts
            where database = current_database()
            """;

    private static final String REPLAYED =
            """
            select coalesce(
                pg_last_xact_replay_timestamp(),
                (select checkpoint_time from pg_control_checkpoint()))
            """;

    private static Horizon visible(Connection connection, Server server, SourceSettings source) {
        Optional<Session> oldest =
                Sql.query(connection, "reading sessions", SESSIONS, Session::read).stream()
                        .findFirst();
        Optional<Instant> prepared =
                Optional.ofNullable(
                                Sql.one(
                                        connection,
                                        "reading prepared transactions",
                                        PREPARED,
                                        row -> instant(row, 1)))
                        // the catalogue knows when it was prepared, not when it began
                        .map(instant -> instant.minus(source.longestTransaction()));
        Instant at =
                Stream.of(Optional.of(server.clock()), oldest.map(Session::startedAt), prepared)
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo)
                        .orElseThrow();
        List<String> messages = new ArrayList<>();
        oldest.filter(session -> session.age(server.clock()).compareTo(OLD) > 0)
                .ifPresent(session -> messages.add(session.sentence(server.clock())));
        return new Horizon(at.minus(source.overlap()), messages);
    }

    private static Horizon blind(Server server, SourceSettings source) {
        return new Horizon(
                server.clock().minus(source.longestTransaction()).minus(source.overlap()),
                List.of(
                        "The source does not show open transactions (grant pg_read_all_stats to"
                                + " Daybook's role there): changes are looked for "
                                + words(source.longestTransaction())
                                + " back (source.longest-transaction)."));
    }

    private static Horizon standby(Connection connection, Server server, SourceSettings source) {
        Instant replayed =
                Sql.one(
                        connection,
                        "reading the replay position",
                        REPLAYED,
                        row -> instant(row, 1));
        Instant upTo =
                replayed == null || replayed.isAfter(server.clock()) ? server.clock() : replayed;
        return new Horizon(
                upTo.minus(source.longestTransaction()).minus(source.overlap()),
                List.of(
                        "The source is a standby, which cannot see the primary's open transactions:"
                                + " changes are looked for "
                                + words(source.longestTransaction())
                                + " back (source.longest-transaction)."));
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private record Server(Instant clock, boolean standby, boolean sessionsVisible) {
        static Server read(ResultSet row) throws SQLException {
            return new Server(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    row.getBoolean(2),
                    row.getBoolean(3));
        }
    }

    private record Session(Instant startedAt, long pid, String application) {
        static Session read(ResultSet row) throws SQLException {
            return new Session(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    row.getLong(2),
                    row.getString(3));
        }

        Duration age(Instant now) {
            return Duration.between(startedAt, now);
        }

        String sentence(Instant now) {
            return "The horizon is held back by a transaction of the source: pid %d, application %s,"
                            .formatted(pid, application.isEmpty() ? "(unnamed)" : application)
                    + " open for "
                    + age(now).toMinutes()
                    + " minutes. Every run looks at all changes since then.";
        }
    }
}
