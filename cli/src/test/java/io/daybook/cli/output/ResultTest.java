package io.daybook.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.doctor.DoctorReport;
import io.daybook.etl.doctor.Finding;
import io.daybook.etl.explain.Explanation;
import io.daybook.etl.migrate.MigrationReport;
import io.daybook.etl.run.PlanReport;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.status.MartGaps;
import io.daybook.etl.status.MartGaps.Gap;
import io.daybook.etl.status.MartGaps.Kind;
import io.daybook.etl.status.MartStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What commands print, whole. */
class ResultTest {

    private static final Instant AS_OF = Instant.parse("2026-11-21T11:00:00.5Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Test
    void showsWhatARunPublishedAndLeftOut() {
        assertThat(table(RunResult.published(run(2, 12L, 3))))
                .isEqualTo(
                        """
                        +-------------------+--------+------+---------+------------+----------------------+
                        | view              | slices | rows | seconds | generation | as of                |
                        +-------------------+--------+------+---------+------------+----------------------+
                        | event_daily_sales |      2 |   14 |     1.5 |         12 | 2026-11-21T11:00:00Z |
                        +-------------------+--------+------+---------+------------+----------------------+
                        counted: refund_status: chargeback: 4
                        left out: key 17 (order_paid_without_paid_at: paid_at is null, since 2026-11-20T11:00:00Z)
                        held back: all tenants, event 5: unknown zone Europe/Londn
                        held back: tenant demo, event 6, 2026-11-20: NaN in gross_amount
                        drift: event_daily_sales: tenant demo, event 7, 2026-11-20, currency=EUR: gross_amount: stored 10, expected nothing
                        """);
    }

    @Test
    void saysThatThereWasNothingToDo() {
        RunReport report = quiet(12L);
        assertThat(table(RunResult.published(report)))
                .isEqualTo(
                        "nothing to do: 0 slices differ, as of 2026-11-21T11:00:00Z (generation 12)\n");
        assertThat(csv(RunResult.published(report)))
                .isEqualTo("mart,view,slices,rows,seconds,generation,as_of\n");
    }

    @Test
    void saysWhatIsLeftOutWhenNothingWasReplaced() {
        assertThat(table(RunResult.published(run(0, 12L, 0))))
                .startsWith(
                        """
                        nothing replaced: 0 slices differ, 2 held back, 1 left out, as of 2026-11-21T11:00:00Z (generation 12)
                        counted: refund_status: chargeback: 4
                        """);
    }

    @Test
    void namesTheNextCommandWhenDriftIsNotRepaired() {
        assertThat(table(RunResult.compared(run(0, null, 1))))
                .endsWith("next: daybook verify events --repair\n");
        assertThat(table(RunResult.compared(run(2, 13L, 1)))).doesNotContain("next:");
        assertThat(table(RunResult.compared(quiet(null)))).doesNotContain("next:");
    }

    /** Data are not messages: they come on standard output, also when quiet. */
    @Test
    void writesDriftAsRows() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Terminal terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(err), OutputFormat.CSV, true)) {
            terminal.result(RunResult.compared(run(0, null, 1)));
        }
        assertThat(out)
                .hasToString(
                        """
                        mart,view,tenant,entity,id,day,row_key,column,stored,expected
                        events,event_daily_sales,demo,event,7,2026-11-20,currency=EUR,gross_amount,10,
                        """);
        assertThat(err).hasToString("");
    }

    @Test
    void showsACycleInOneLine() {
        assertThat(line(OutputFormat.TABLE, run(2, 12L, 0)))
                .isEqualTo(
                        "events: generation 12, as of 2026-11-21T11:00:00Z: 2 slices replaced (14 rows)"
                                + " in 0.4 s; 2 held back, 1 left out, see daybook gaps events\n");
        assertThat(line(OutputFormat.TABLE, run(2, 12L, 1)))
                .contains(" in 0.4 s; 1 had drifted, see daybook status events; 2 held back,");
        assertThat(line(OutputFormat.CSV, run(2, 12L, 0)))
                .isEqualTo(
                        """
                        mart,view,slices,rows,seconds,generation,as_of
                        events,event_daily_sales,2,14,1.5,12,2026-11-21T11:00:00Z
                        """);
        assertThat(line(OutputFormat.JSON, run(2, 12L, 0)))
                .startsWith("{\"mart\":\"events\",\"runId\":1,")
                .containsOnlyOnce("\n");
        assertThat(CycleResult.quiet(quiet(12L), 6))
                .isEqualTo(
                        "events: generation 12, as of 2026-11-21T11:00:00Z: nothing differed in 6"
                                + " cycles");
        assertThat(CycleResult.failed("events", new RunFailure(1, "no\u001b[31m source")))
                .isEqualTo("events: no\\u001b[31m source\nevents: the next cycle tries again");
    }

    private static String line(OutputFormat format, RunReport report) {
        StringWriter out = new StringWriter();
        try (Terminal terminal = terminal(out, new StringWriter(), format)) {
            terminal.line(CycleResult.replaced(report, Duration.ofMillis(420)));
        }
        return out.toString();
    }

    @Test
    void listsGaps() {
        MartGaps gaps =
                new MartGaps(
                        "events",
                        12L,
                        AS_OF,
                        List.of("event_totals", "event_directory"),
                        List.of(
                                new Gap(
                                        Kind.MISSING,
                                        "event_daily_sales",
                                        DAY,
                                        DAY.plusDays(1),
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        "daybook run events"),
                                new Gap(
                                        Kind.HELD_BACK,
                                        null,
                                        DAY,
                                        DAY,
                                        "demo",
                                        "event",
                                        6L,
                                        null,
                                        "NaN",
                                        AS_OF,
                                        "correct it")));
        assertThat(table(GapsResult.of(gaps)))
                .isEqualTo(
                        """
                        events: 2 gaps in generation 12
                        +-------------------+-----------+------------------------+----------------------+--------+----------------------+--------------------+
                        | view              | gap       | days                   | what                 | reason | since                | next               |
                        +-------------------+-----------+------------------------+----------------------+--------+----------------------+--------------------+
                        | event_daily_sales | missing   | 2026-11-20..2026-11-21 | -                    | -      | -                    | daybook run events |
                        | -                 | held back | 2026-11-20             | tenant demo, event 6 | NaN    | 2026-11-21T11:00:00Z | correct it         |
                        +-------------------+-----------+------------------------+----------------------+--------+----------------------+--------------------+
                        no day missing or stale: event_totals, event_directory
                        """);
        assertThat(printed(GapsResult.of(gaps), OutputFormat.JSON))
                .contains("\"kind\" : \"held back\",", "\"from\" : \"2026-11-20\",");
        assertThat(
                        table(
                                GapsResult.of(
                                        new MartGaps(
                                                "events", 12L, AS_OF, List.of("a"), List.of()))))
                .isEqualTo("events: no gaps in generation 12\nno day missing or stale: a\n");
        assertThat(table(GapsResult.of(new MartGaps("events", null, null, List.of(), List.of()))))
                .isEqualTo("events: never published; next: daybook run events\n");
    }

    @Test
    void saysWhetherDriftWasRepaired() {
        assertThat(drifted(12L, true))
                .contains("last drift: 2 slices, found by run 7, repaired in generation 12");
        assertThat(drifted(null, true))
                .contains("last drift: 2 slices, found by run 7, repaired since");
    }

    private static String drifted(@Nullable Long generation, boolean repaired) {
        return table(
                StatusResult.of(
                        new MartStatus(
                                "events",
                                12L,
                                AS_OF,
                                AS_OF,
                                DAY,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                7L,
                                2,
                                generation,
                                repaired,
                                List.of())));
    }

    @Test
    void saysWhatAComparisonFound() {
        assertThat(table(RunResult.compared(quiet(null))))
                .isEqualTo("no drift: events agrees with its source, as of 2026-11-21T11:00:00Z\n");
        assertThat(table(RunResult.compared(run(0, null, 1))))
                .startsWith(
                        """
                        drift: events differs from its source in 1 slice, as of 2026-11-21T11:00:00Z
                        pending: 3 slices changed since the published horizon and were not compared; the next run recomputes them
                        """);
        assertThat(table(RunResult.compared(run(2, 13L, 5))))
                .startsWith(
                        """
                        drift: events differs from its source in 5 slices, as of 2026-11-21T11:00:00Z, \
                        repaired in generation 13
                        pending: 3 slices changed since the published horizon, published with the repair
                        +-------------------+""");
    }

    @Test
    void writesTheReportsOfSeveralMartsAsOneDocument() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Terminal terminal = terminal(out, err, OutputFormat.JSON)) {
            terminal.failure("events", 75, "busy");
            terminal.result(
                    PlanResult.of(
                            new PlanReport(
                                    "venues", null, null, AS_OF, true, List.of(), List.of())));
        }
        assertThat(out)
                .hasToString(
                        """
                        [ {
                          "mart" : "events",
                          "exitCode" : 75,
                          "error" : "busy"
                        }, {
                          "mart" : "venues",
                          "generation" : null,
                          "publishedAsOf" : null,
                          "horizon" : "2026-11-21T11:00:00.500Z",
                          "verificationDue" : true,
                          "work" : [ ],
                          "messages" : [ ]
                        } ]
                        """);
        assertThat(err).hasToString("events: busy\n");
    }

    @Test
    void showsAnExaminationAndTheStatementsBelowIt() {
        DoctorReport report =
                new DoctorReport(
                        "events",
                        true,
                        List.of(
                                new Finding(
                                        "contract", Finding.Status.OK, "5 tables", "", List.of()),
                                new Finding(
                                        "indexes",
                                        Finding.Status.WARNING,
                                        "missing: 1 of 21: ticket (order_id)",
                                        "As the owner:",
                                        List.of(
                                                "create index concurrently on events.ticket (order_id);"))));
        assertThat(table(DoctorResult.of(report)))
                .isEqualTo(
                        """
                        events
                        +----------+---------+-------------------------------------+
                        | check    | status  | found                               |
                        +----------+---------+-------------------------------------+
                        | contract | ok      | 5 tables                            |
                        | indexes  | warning | missing: 1 of 21: ticket (order_id) |
                        +----------+---------+-------------------------------------+
                        -- indexes: As the owner:
                        create index concurrently on events.ticket (order_id);
                        """);
        assertThat(csv(DoctorResult.of(report)))
                .isEqualTo(
                        """
                        mart,check,status,found,what_to_do
                        events,contract,ok,5 tables,
                        events,indexes,warning,missing: 1 of 21: ticket (order_id),As the owner: \
                        create index concurrently on events.ticket (order_id);
                        """);
        assertThat(Json.of(report)).contains("\"status\" : \"warning\"");
    }

    @Test
    void showsASliceLikeAnAccount() {
        Map<String, @Nullable String> view = new LinkedHashMap<>();
        view.put("currency", "EUR");
        view.put("gross_amount", "60.00");
        Map<String, @Nullable String> order = new LinkedHashMap<>();
        order.put("order_id", "10");
        order.put("buyer_id", null);
        Explanation explanation =
                new Explanation(
                        "events",
                        "event_daily_sales",
                        Map.of("day", "2026-11-20"),
                        AS_OF,
                        7L,
                        AS_OF,
                        List.of("currency", "gross_amount"),
                        2,
                        List.of(new Explanation.FactRow("paid_order", order, List.of(view))),
                        List.of(
                                new Explanation.Comparison(
                                        Map.of("gross_amount", new BigDecimal("60.00")),
                                        view,
                                        null,
                                        Map.of("gross_amount", new BigDecimal("-60.00")))),
                        List.of("name"),
                        Explanation.Verdict.DRIFT,
                        List.of("Drift."));
        assertThat(table(ExplainResult.of(explanation)))
                .isEqualTo(
                        """
                        event_daily_sales, day=2026-11-20: 2 rows of facts, as of 2026-11-21T11:00:00Z
                        stored: generation 7, as of 2026-11-21T11:00:00Z
                        shown: the first 1 by key; the sums are over all
                        +-----------------+----------+--------------+------------------------+
                        | what            | currency | gross_amount | row                    |
                        +-----------------+----------+--------------+------------------------+
                        | paid_order      | EUR      | 60.00        | order_id=10 buyer_id=- |
                        | sum of the rows | -        | 60.00        | -                      |
                        | the view now    | EUR      | 60.00        | -                      |
                        | stored          | -        | -            | nothing                |
                        | stored - view   | -        | -60.00       | -                      |
                        +-----------------+----------+--------------+------------------------+
                        not added up: name
                        Drift.
                        """);
    }

    @Test
    void showsAPlan() {
        PlanReport report =
                new PlanReport(
                        "events",
                        12L,
                        AS_OF,
                        AS_OF,
                        true,
                        List.of(
                                new PlanReport.Work(
                                        "event_daily_sales",
                                        "whole",
                                        null,
                                        "2026-11-01..2026-11-20",
                                        "definition changed")),
                        List.of("the horizon is old"));
        assertThat(table(PlanResult.of(report)))
                .isEqualTo(
                        """
                        events: generation 12, as of 2026-11-21T11:00:00Z
                        verification: due with the next run
                        +-------------------+-------+--------+------------------------+--------------------+
                        | view              | shape | slices | days                   | reason             |
                        +-------------------+-------+--------+------------------------+--------------------+
                        | event_daily_sales | whole |      - | 2026-11-01..2026-11-20 | definition changed |
                        +-------------------+-------+--------+------------------------+--------------------+
                        the horizon is old
                        """);
    }

    @Test
    void showsAMartsState() {
        MartStatus status =
                new MartStatus(
                        "events",
                        12L,
                        AS_OF,
                        AS_OF,
                        null,
                        List.of(
                                new MartStatus.ViewStatus(
                                        "event_daily_sales", true, 12L, DAY, DAY, 1, 2, 3, 4),
                                new MartStatus.ViewStatus(
                                        "event_totals", false, null, null, null, 0, 0, 0, 0)),
                        List.of(new MartStatus.HeldBack("demo", "event", 6, DAY, "NaN", AS_OF)),
                        List.of(new MartStatus.BadRows("order_null_key", 2, AS_OF)),
                        List.of(
                                new MartStatus.LastRun(
                                        9, "run", AS_OF, null, "running", null, null, 0, null),
                                new MartStatus.LastRun(
                                        8, "run", AS_OF, AS_OF, "failed", 1, null, 0, "no disk")),
                        7L,
                        2,
                        null,
                        false,
                        List.of(
                                new MartStatus.Drift(
                                        7,
                                        "event_daily_sales",
                                        "demo",
                                        "event",
                                        6,
                                        DAY,
                                        "",
                                        "gross_amount",
                                        "1",
                                        "2",
                                        AS_OF)));
        assertThat(table(StatusResult.of(status)))
                .isEqualTo(
                        """
                        events: generation 12, as of 2026-11-21T11:00:00Z, complete through -
                        +-------------------+------------+------------------+-------------+---------+-------+-----------+
                        | view              | generation | complete through | provisional | missing | stale | held back |
                        +-------------------+------------+------------------+-------------+---------+-------+-----------+
                        | event_daily_sales |         12 | 2026-11-20       |           1 |       2 |     3 |         4 |
                        | event_totals      |          - | not built        |           0 |       0 |     0 |         0 |
                        +-------------------+------------+------------------+-------------+---------+-------+-----------+
                        run 9: run at 2026-11-21T11:00:00Z, running, 0 slices replaced
                        run 8: run at 2026-11-21T11:00:00Z, failed (exit code 1), 0 slices replaced: no disk
                        left out: 2 rows by order_null_key, since 2026-11-21T11:00:00Z
                        held back: tenant demo, event 6, 2026-11-20: NaN, since 2026-11-21T11:00:00Z
                        last drift: 2 slices, found by run 7, not repaired (next: daybook verify events --repair), the first in event_daily_sales (tenant demo, event 6, 2026-11-20, gross_amount)
                        next: daybook gaps events says what to do
                        """);
    }

    @Test
    void showsAMigration() {
        assertThat(
                        table(
                                MigrationResult.of(
                                        new MigrationReport(
                                                "004", List.of(), List.of(), List.of(), List.of(),
                                                false))))
                .isEqualTo("nothing to migrate: the store is at 004\n");
        assertThat(
                        table(
                                MigrationResult.of(
                                        new MigrationReport(
                                                "004",
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of("events.large_orders"),
                                                false))))
                .isEqualTo(
                        """
                        the store is at 004
                        table made: events.large_orders (next: daybook run)
                        """);
        assertThat(
                        table(
                                MigrationResult.of(
                                        new MigrationReport(
                                                "none",
                                                List.of(),
                                                List.of(),
                                                List.of("create role r login password '<p>';"),
                                                List.of(),
                                                true))))
                .isEqualTo(
                        """
                        nothing was migrated: the store is at none
                        -- to be run by an administrator of the store, with passwords filled in:
                        create role r login password '<p>';
                        -- then: daybook migrate
                        """);
    }

    private static RunReport quiet(@Nullable Long generation) {
        return new RunReport(
                "events",
                1,
                0,
                generation,
                AS_OF,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                true,
                0,
                List.of());
    }

    private static RunReport run(long slices, @Nullable Long generation, long driftCount) {
        return new RunReport(
                "events",
                1,
                3,
                generation,
                AS_OF,
                List.of(
                        new RunReport.ViewResult(
                                "event_daily_sales", "slices", 3, slices, 14, 1.5)),
                List.of(new RunReport.Finding("refund_status", "chargeback", 4)),
                List.of(
                        new RunReport.BadRow(
                                "order_paid_without_paid_at",
                                17,
                                "paid_at is null",
                                AS_OF.minusSeconds(86_400))),
                List.of(
                        new RunReport.HeldBack(null, "event", 5, null, "unknown zone Europe/Londn"),
                        new RunReport.HeldBack("demo", "event", 6, DAY, "NaN in gross_amount")),
                List.of(
                        new RunReport.Drift(
                                "event_daily_sales",
                                "demo",
                                "event",
                                7,
                                DAY,
                                "currency=EUR",
                                "gross_amount",
                                "10",
                                null)),
                driftCount,
                true,
                3,
                List.of());
    }

    private static String table(Result result) {
        return printed(result, OutputFormat.TABLE);
    }

    private static String csv(Result result) {
        return printed(result, OutputFormat.CSV);
    }

    private static String printed(Result result, OutputFormat format) {
        StringWriter out = new StringWriter();
        try (Terminal terminal = terminal(out, new StringWriter(), format)) {
            terminal.result(result);
        }
        return out.toString();
    }

    private static Terminal terminal(StringWriter out, StringWriter err, OutputFormat format) {
        return new Terminal(new PrintWriter(out), new PrintWriter(err), format, false);
    }
}
