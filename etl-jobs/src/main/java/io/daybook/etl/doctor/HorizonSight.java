package io.daybook.etl.doctor;

import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Whether a run can see which changes are still under way, and what holds the horizon back. */
final class HorizonSight {

    /** From here on every run looks at much more than what is new. */
    static final Duration OLD = Duration.ofHours(1);

    private static final String SIGHT =
            """
            select pg_is_in_recovery(),
                pg_has_role(current_user, 'pg_read_all_stats', 'usage'),
                exists (
                    select
                    from pg_stat_activity
                    where datname = current_database() and state = 'disabled'),
                current_setting('max_prepared_transactions'),
                quote_ident(current_user)
            """;

    private static final String HOLDERS =
            """
            select h.sentence, h.statement
            from (
                select a.xact_start as since,
                    format('pid %%s, application %%s, open for %%s min', a.pid,
                        coalesce(nullif(a.application_name, ''), '(unnamed)'),
                        floor(extract(epoch from clock_timestamp() - a.xact_start) / 60)) as sentence,
                    format('select pg_terminate_backend(%%s);', a.pid) as statement
                from pg_stat_activity as a
                where a.datname = current_database() and a.pid <> pg_backend_pid()
                    and a.xact_start < clock_timestamp() - interval '%1$d seconds'
                    and not (a.usename = current_user and a.application_name = 'daybook')
                    and (a.backend_type = 'client backend'
                        or a.backend_type like 'logical replication%%')
                union all
                select p.prepared - interval '%2$d seconds',
                    format('prepared transaction %%s of %%s, prepared %%s min ago, may have begun'
                        ' %%s min earlier', p.gid, p.owner,
                        floor(extract(epoch from clock_timestamp() - p.prepared) / 60),
                        floor(%2$d / 60)),
                    format('rollback prepared %%L;', p.gid)
                from pg_prepared_xacts as p
                where p.database = current_database()
                    and p.prepared - interval '%2$d seconds'
                        < clock_timestamp() - interval '%1$d seconds'
            ) as h
            order by h.since
            limit 5
            """;

    private final SourceSettings settings;
    private final Connection connection;
    private final Sight sight;

    HorizonSight(SourceSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
        this.sight =
                Sql.one(
                        connection,
                        "horizon",
                        SIGHT,
                        row ->
                                new Sight(
                                        row.getBoolean(1),
                                        row.getBoolean(2),
                                        row.getBoolean(3),
                                        row.getString(4),
                                        row.getString(5)));
    }

    private record Sight(
            boolean standby, boolean member, boolean hidden, String prepared, String role) {
        boolean sessions() {
            return member && !hidden;
        }
    }

    Finding visibility() {
        String settingsText =
                "source.overlap %s, source.longest-transaction %s, max_prepared_transactions %s"
                        .formatted(
                                words(settings.overlap()),
                                words(settings.longestTransaction()),
                                sight.prepared());
        if (sight.standby()) {
            return Finding.ok(
                    "horizon",
                    "a standby, which cannot see the primary's transactions: every run looks back"
                            + " by source.longest-transaction; "
                            + settingsText);
        }
        if (sight.sessions()) {
            return Finding.ok("horizon", "open transactions are visible; " + settingsText);
        }
        return Finding.warning(
                "horizon",
                (sight.member()
                                ? "sessions with track_activities off hide their transactions"
                                : "open transactions of other roles are not visible")
                        + "; "
                        + settingsText,
                "Until then every run looks back by source.longest-transaction, and what was open"
                        + " longer is left to verification."
                        + (sight.member() ? " Set track_activities on." : " As an administrator:"),
                sight.member()
                        ? List.of()
                        : List.of("grant pg_read_all_stats to " + sight.role() + ";"));
    }

    /** Names what holds the horizon back by more than {@code old}. */
    Finding holders(Duration old) {
        if (sight.standby() || !sight.sessions()) {
            return Finding.ok("open transactions", "not visible");
        }
        List<Holder> holders =
                Sql.query(
                        connection,
                        "open transactions",
                        HOLDERS.formatted(
                                old.toSeconds(), settings.longestTransaction().toSeconds()),
                        row -> new Holder(row.getString(1), row.getString(2)));
        return holders.isEmpty()
                ? Finding.ok("open transactions", "none older than " + words(old))
                : Finding.warning(
                        "open transactions",
                        String.join("; ", holders.stream().map(Holder::sentence).toList()),
                        "They hold the horizon back: every run looks at all changes since then."
                                + " Have them committed; what nobody needs can be ended:",
                        holders.stream().map(Holder::statement).toList());
    }

    private record Holder(String sentence, String statement) {}

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
