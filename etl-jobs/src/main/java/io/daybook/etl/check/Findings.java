package io.daybook.etl.check;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.plan.Hold;
import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;

/** Turns what the source checks found into what their severities demand. */
public final class Findings {

    private static final String STAGE = "recording findings";

    private final Mart mart;
    private final Connection store;
    private final long runId;

    public Findings(Mart mart, Connection store, long runId) {
        this.mart = mart;
        this.store = store;
        this.runId = runId;
    }

    /**
     * Stops the run on a finding of a stopping check, and holds back what the holding checks name.
     *
     * @throws CheckFailed naming the first such row
     */
    public void apply(Hold hold) {
        for (Check check : mart.checks(Check.Stage.SOURCE)) {
            if (check.severity() == Check.Severity.HOLD) {
                View view =
                        mart.sourceViews().stream().filter(View::daily).findFirst().orElseThrow();
                hold.add(
                        view,
                        """
                        select tenant_id, entity_id, day, reason
                        from pg_temp.daybook_bad
                        where check_name = %s and entity_id is not null
                        """
                                .formatted(text(check.name())));
            }
            if (check.severity() == Check.Severity.STOP) {
                Sql.query(
                                store,
                                STAGE,
                                """
                                select bad_key || ': ' || reason
                                from pg_temp.daybook_bad
                                where check_name = %s
                                limit 1
                                """
                                        .formatted(text(check.name())),
                                row -> row.getString(1))
                        .stream()
                        .findFirst()
                        .ifPresent(
                                found -> {
                                    throw new CheckFailed(check.name(), found);
                                });
            }
        }
    }

    /**
     * Brings {@code daybook.bad_row} up to date: rows that pass now are forgotten, new ones
     * recorded; and counts by reason what only counts.
     */
    public void record() {
        Sql.execute(
                store,
                STAGE,
                """
                delete from daybook.bad_row as r
                where r.mart = %s and not exists (
                    select
                    from pg_temp.daybook_bad as b
                    where b.check_name = r.check_name and b.bad_key = r.bad_key)
                """
                        .formatted(text(mart.name())));
        for (Check check : mart.checks(Check.Stage.SOURCE)) {
            if (check.compare().isPresent()) {
                continue;
            }
            Sql.execute(
                    store,
                    STAGE,
                    check.severity() == Check.Severity.COUNT ? counted(check) : recorded(check));
        }
        Sql.execute(
                store,
                STAGE,
                """
                insert into daybook.run_finding (run_id, check_name, reason, finding_count)
                select %d, check_name, reason, count(*)
                from pg_temp.daybook_bad
                where check_name = 'key_is_null'
                group by check_name, reason
                """
                        .formatted(runId));
    }

    private String counted(Check check) {
        return """
        insert into daybook.run_finding (run_id, check_name, reason, finding_count)
        select %d, check_name, reason, count(*)
        from pg_temp.daybook_bad
        where check_name = %s
        group by check_name, reason
        """
                .formatted(runId, text(check.name()));
    }

    private String recorded(Check check) {
        return """
        insert into daybook.bad_row (mart, check_name, bad_key, reason)
        select %s, check_name, bad_key, min(reason)
        from pg_temp.daybook_bad
        where check_name = %s and bad_key is not null
        group by check_name, bad_key
        on conflict (mart, check_name, bad_key) do update set reason = excluded.reason
        """
                .formatted(text(mart.name()), text(check.name()));
    }
}
