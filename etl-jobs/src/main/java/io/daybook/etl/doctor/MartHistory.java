package io.daybook.etl.doctor;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.status.MartStatus;
import io.daybook.etl.status.StatusReader;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What the last run of a mart did and left, and whether one is under way. */
final class MartHistory {

    /** The first half of every mart's lock, "DAYB"; the second is the mart. */
    private static final int DAYBOOK = 0x44415942;

    private final Mart mart;
    private final StoreSettings store;
    private final Optional<LocalDate> floor;

    MartHistory(Mart mart, StoreSettings store, Optional<LocalDate> floor) {
        this.mart = mart;
        this.store = store;
        this.floor = floor;
    }

    Finding lastRun() {
        List<MartStatus.LastRun> ended =
                status().lastRuns().stream().filter(run -> run.endedAt() != null).toList();
        if (ended.isEmpty()) {
            return Finding.warning(
                    "last run", "none so far", "Next: daybook run " + mart.name(), List.of());
        }
        MartStatus.LastRun last = ended.get(0);
        String found =
                "%s at %s, %s%s"
                        .formatted(
                                last.command(),
                                last.startedAt().truncatedTo(ChronoUnit.SECONDS),
                                last.outcome(),
                                last.exitCode() == null
                                        ? ""
                                        : " (exit code %d)".formatted(last.exitCode()));
        return List.of("failed", "stopped").contains(last.outcome())
                ? Finding.warning(
                        "last run",
                        found,
                        "See daybook status %1$s, mend the cause, then daybook run %1$s."
                                .formatted(mart.name()),
                        List.of())
                : Finding.ok("last run", found);
    }

    Finding leftOut() {
        MartStatus status = status();
        long rows = status.badRows().stream().mapToLong(MartStatus.BadRows::count).sum();
        int slices = status.heldBack().size();
        String found = "%d slices held back, %d rows left out".formatted(slices, rows);
        return slices + rows == 0
                ? Finding.ok("left out", found)
                : Finding.warning(
                        "left out",
                        found,
                        "daybook status %s names them; each is looked at again by every run."
                                .formatted(mart.name()),
                        List.of());
    }

    static Finding underWay(Mart mart, Connection store) {
        List<String> holders =
                Sql.query(
                        store,
                        "run under way",
                        """
                        select coalesce(a.application_name, ''), l.pid, a.backend_start
                        from pg_locks as l
                        left join pg_stat_activity as a on a.pid = l.pid
                        where l.locktype = 'advisory' and l.granted and l.objsubid = 2
                            and l.classid = %d and l.objid = cast(hashtext(%s) as oid)
                            and l.database = (
                                select oid from pg_database where datname = current_database())
                        """
                                .formatted(DAYBOOK, Literals.text(mart.name())),
                        row -> {
                            OffsetDateTime since = row.getObject(3, OffsetDateTime.class);
                            return "%s holds the lock (server process %d%s)"
                                    .formatted(
                                            row.getString(1).isEmpty()
                                                    ? "a session of another role"
                                                    : row.getString(1),
                                            row.getLong(2),
                                            since == null
                                                    ? ""
                                                    : ", since "
                                                            + since.toInstant()
                                                                    .truncatedTo(
                                                                            ChronoUnit.SECONDS));
                        });
        return Finding.ok("run under way", holders.isEmpty() ? "none" : holders.get(0));
    }

    private MartStatus status() {
        return new StatusReader(store).status(mart, floor);
    }
}
