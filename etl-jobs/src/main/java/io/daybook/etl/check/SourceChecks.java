package io.daybook.etl.check;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.engine.CopyStream;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.plan.EntityChanges;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks for bad rows in the source: among the rows that changed, the rows whose lookups changed and
 * the rows recorded as bad; on whole builds and verification among all rows.
 *
 * <p>What is found stands in the temporary table {@code daybook_bad} of the run's store session.
 */
public final class SourceChecks {

    private static final String STAGE = "checking the source";

    private final Mart mart;
    private final SourceSnapshot snapshot;
    private final String schema;
    private final Connection store;

    public SourceChecks(Mart mart, SourceSnapshot snapshot, String schema, Connection store) {
        this.mart = mart;
        this.snapshot = snapshot;
        this.schema = schema;
        this.store = store;
    }

    /**
     * Runs every source check but the comparing ones.
     *
     * @param since look at rows changed at or after it; empty for all rows
     */
    public void run(Optional<Instant> since) {
        Sql.execute(
                store,
                STAGE,
                "drop table if exists pg_temp.daybook_bad",
                """
                create temp table daybook_bad (
                    check_name text not null,
                    bad_key bigint,
                    tenant_id text,
                    entity_id bigint,
                    day date,
                    reason text)
                """);
        if (since.isPresent()) {
            snapshot.useIndexes();
        } else {
            snapshot.useScans();
        }
        List<Check> checks =
                mart.checks(Check.Stage.SOURCE).stream()
                        .filter(check -> check.compare().isEmpty())
                        .toList();
        if (since.isPresent()) {
            // few rows: the way there and back of each check would cost more than its work
            run(checks, since);
        } else {
            // all rows: each check has the time limit of a statement for itself
            checks.forEach(check -> run(List.of(check), since));
        }
        noteMissingEntities();
    }

    /**
     * The entities that bad rows name and the source does not have: a row that changes while its
     * entity is missing names no slice, so the entity must count as changed when it returns.
     */
    private void noteMissingEntities() {
        Sql.execute(
                store,
                STAGE,
                "drop table if exists pg_temp.daybook_missing",
                "create temp table daybook_missing (entity text not null, entity_id bigint not null)");
        List<Long> named =
                Sql.query(
                        store,
                        STAGE,
                        "select distinct entity_id from pg_temp.daybook_bad where entity_id is not null",
                        row -> row.getLong(1));
        for (Input.Entity entity : named.isEmpty() ? List.<Input.Entity>of() : entities()) {
            CopyStream.copy(
                    snapshot.connection(),
                    """
                    select cast(%s as text), n.id
                    from unnest(%s) as n (id)
                    where not exists (select from %s as e where e.%s = n.id)
                    """
                            .formatted(
                                    text(entity.table()),
                                    Literals.ids(named),
                                    qualified(entity.table()),
                                    entity.key()),
                    store,
                    "pg_temp.daybook_missing",
                    List.of("entity", "entity_id"));
        }
    }

    private List<Input.Entity> entities() {
        return EntityChanges.entities(mart);
    }

    private void run(List<Check> checks, Optional<Instant> since) {
        if (checks.isEmpty()) {
            return;
        }
        try {
            copy(
                    checks.stream()
                            .map(check -> found(check, since))
                            .collect(Collectors.joining("\nunion all\n")));
        } catch (StatementFailed failure) {
            throw failure.during(
                    checks.size() == 1
                            ? "Check " + checks.get(0).name()
                            : "Checking the changed rows of " + mart.name());
        }
    }

    private String found(Check check, Optional<Instant> since) {
        return """
        select cast(%s as text), cast(bad_key as bigint), cast(tenant_id as text),
            cast(entity_id as bigint), cast(day as date), cast(reason as text)
        from (
        %s
        ) as daybook_c"""
                .formatted(text(check.name()), statement(check, since));
    }

    private void copy(String found) {
        CopyStream.copy(
                snapshot.connection(),
                found,
                store,
                "pg_temp.daybook_bad",
                List.of("check_name", "bad_key", "tenant_id", "entity_id", "day", "reason"));
    }

    private String statement(Check check, Optional<Instant> since) {
        return check.inputs().stream()
                .map(input -> shadow(check, input, since))
                .collect(
                        Collectors.joining(
                                ",\n",
                                "with ",
                                "\nselect daybook_w.* from (\n"
                                        + check.text()
                                        + "\n) as daybook_w"));
    }

    private String shadow(Check check, Input input, Optional<Instant> since) {
        String narrowed =
                input instanceof Input.Rows && since.isPresent()
                        ? " where %s in (%s)"
                                .formatted(key(input), examined(check, input, since.get()))
                        : "";
        return "%s as not materialized (select %s from %s%s)"
                .formatted(
                        input.name(),
                        String.join(", ", mart.contract().table(input.table()).columnNames()),
                        qualified(input.table()),
                        narrowed);
    }

    /** The keys of the rows to look at; a union, so that each part can use its own index. */
    private String examined(Check check, Input rows, Instant since) {
        String changed = Mart.CHANGE_COLUMN + " >= " + Literals.instant(since);
        List<String> parts = new ArrayList<>();
        parts.add(keys(rows, changed));
        for (Input input : check.inputs()) {
            if (input instanceof Input.Lookup lookup) {
                parts.add(keys(rows, throughLinks(check, lookup, changed)));
            }
        }
        parts.add("select unnest(%s)".formatted(Literals.ids(recorded(check))));
        return String.join(" union ", parts);
    }

    private String keys(Input rows, String condition) {
        return "select %s from %s where %s"
                .formatted(key(rows), qualified(rows.table()), condition);
    }

    private String throughLinks(Check check, Input.Lookup lookup, String changed) {
        String condition = changed;
        Input current = lookup;
        while (current instanceof Input.Lookup link) {
            condition =
                    "%1$s in (select %1$s from %2$s where %3$s)"
                            .formatted(link.by(), qualified(link.table()), condition);
            String of = link.of();
            current =
                    check.inputs().stream()
                            .filter(input -> input.name().equals(of))
                            .findFirst()
                            .orElseThrow();
        }
        return condition;
    }

    private List<Long> recorded(Check check) {
        return Sql.query(
                store,
                STAGE,
                "select bad_key from daybook.bad_row where mart = %s and check_name = %s"
                        .formatted(text(mart.name()), text(check.name())),
                row -> row.getLong(1));
    }

    private String key(Input rows) {
        return mart.contract().table(rows.table()).primaryKey().get(0);
    }

    private String qualified(String table) {
        return Literals.identifier(schema) + "." + table;
    }
}
