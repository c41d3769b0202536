package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a command line is said before anything is configured or connected. */
class UsageErrorTest {

    @Test
    void namesTheCommandsWhenThereIsNone() {
        assertUsageError(
                """
                daybook: Missing command (expected demo, run, backfill, plan, status, gaps, \
                verify, explain, export, doctor, migrate, serve, catalog, help)
                Nothing was done; see daybook --help.
                """);
    }

    @Test
    void namesTheNearestCommand() {
        assertUsageError(
                """
                daybook: Unknown command: rnu (did you mean run?)
                Nothing was done; see daybook --help.
                """,
                "rnu");
    }

    @Test
    void namesTheNearestOption() {
        assertUsageError(
                """
                daybook run: Unknown option: --verfy (did you mean --verify?)
                Nothing was done; see daybook run --help.
                """,
                "run",
                "--verfy");
    }

    @Test
    void namesTheNearestMart() {
        assertUsageError(
                """
                daybook run: Unknown mart: evnts (did you mean events?)
                Nothing was changed; daybook catalog lists marts and views.
                """,
                "run",
                "evnts");
    }

    @Test
    void namesTheNearestView() {
        assertUsageError(
                "daybook verify: Unknown view: view_event_daily_sale (did you mean"
                        + " event_daily_sales?)\n"
                        + "Nothing was changed; daybook catalog lists marts and views.\n",
                "verify",
                "events",
                "--view",
                "view_event_daily_sale");
    }

    @Test
    void namesTheNearestFormat() {
        assertUsageError(
                """
                daybook status: Unknown format: jsn (did you mean json?)
                Nothing was done; see daybook status --help.
                """,
                "status",
                "--output",
                "jsn");
    }

    /** Attack 22. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2025-01-01 | 2035-01-01 | Invalid --to: 2035-01-01",
                "2025-02-30 | 2025-03-01 | Invalid --from: 2025-02-30",
                "2025-03-02 | 2025-03-01 | Invalid range: --from 2025-03-02 is after --to 2025-03-01",
                "2026-11-22 | 2026-11-23 | Invalid --to: 2026-11-23",
                "1899-12-31 | 1900-01-01 | Invalid --from: 1899-12-31",
                "+12025-01-01 | 2025-01-01 | Invalid --from: +12025-01-01",
                "today | 2025-01-01 | Invalid --from: today",
                "2025-01-01\u001b[31m | 2025-01-01 | Invalid --from: 2025-01-01\\u001b[31m",
            })
    void refusesDaysOutsideTheSpan(String from, String to, String problem) {
        assertUsageError(
                "daybook backfill: %s (expected a day like 2026-01-31, from 1900-01-01 to 2026-11-22)\n"
                        .formatted(problem),
                "backfill",
                "events",
                "--from",
                from,
                "--to",
                to);
    }

    @Test
    void acceptsAYearAheadWhereAViewHoldsDaysAhead() {
        assertUsageError(
                "daybook backfill: Invalid --to: 2027-11-23 (expected a day like 2026-01-31, from"
                        + " 1900-01-01 to 2027-11-22)\n",
                "backfill",
                "venues",
                "--from",
                "2027-11-22",
                "--to",
                "2027-11-23");
    }

    @Test
    void saysWhichSliceKeysAreExpected() {
        assertUsageError(
                """
                daybook explain: Unknown slice key: evnt_id (did you mean event_id?)
                Nothing was done; see daybook explain --help.
                """,
                "explain",
                "event_daily_sales",
                "tenant_id=demo",
                "evnt_id=15",
                "day=2026-11-20");
        assertUsageError(
                """
                daybook explain: Missing slice key: day (expected like tenant_id=demo event_id=15 day=2026-01-31)
                Nothing was done; see daybook explain --help.
                """,
                "explain",
                "event_daily_sales",
                "tenant=demo",
                "event=15");
        assertUsageError(
                """
                daybook explain: View event_totals is computed from stored tables, not from fact rows (expected one of what it reads: event_daily_sales)
                Nothing was done; see daybook explain --help.
                """,
                "explain",
                "event_totals",
                "tenant=demo",
                "event=15");
        assertUsageError(
                """
                daybook explain: Missing VIEW
                Nothing was done; see daybook explain --help.
                """,
                "explain");
    }

    @Test
    void namesTheOptionWhoseValueIsMissing() {
        assertUsageError(
                """
                daybook run: Missing the value of --output
                Nothing was done; see daybook run --help.
                """,
                "run",
                "--output");
    }

    @Test
    void saysWhatIsNoNumberWithoutTheNameOfAJavaException() {
        assertUsageError(
                """
                daybook demo: Invalid value for option '--scale': cannot convert 'abc' to BigDecimal
                Nothing was done; see daybook demo --help.
                """,
                "demo",
                "--scale",
                "abc");
    }

    @Test
    void refusesToServeNobodyOrEverybody() {
        assertUsageError(
                """
                daybook serve: Invalid --tenant: the empty name (expected the name of a tenant)
                Nothing was done; see daybook serve --help.
                """,
                "serve",
                "--tenant",
                "");
        assertUsageError(
                """
                daybook serve: Refused to listen on 0.0.0.0 without authentication (expected a loopback address: localhost, 127.0.0.1 or ::1). Nothing was started
                Nothing was done; see daybook serve --help.
                """,
                "serve",
                "--auth",
                "none",
                "--host",
                "0.0.0.0");
        assertUsageError(
                """
                daybook serve: Missing --auth: 0.0.0.0 is no loopback address (expected --auth jwt)
                Nothing was done; see daybook serve --help.
                """,
                "serve",
                "--host",
                "0.0.0.0");
        assertUsageError(
                """
                daybook serve: Contradictory --tenant: demo (expected none with --auth jwt, where each token names its tenant)
                Nothing was done; see daybook serve --help.
                """,
                "serve",
                "--auth",
                "jwt",
                "--tenant",
                "demo");
    }

    @Test
    void refusesLogFormatsThatAreNone() {
        assertUsageError(
                """
                daybook serve: Invalid --log-format: xml (expected text or json)
                Nothing was done; see daybook serve --help.
                """,
                "serve",
                "--log-format",
                "xml");
    }

    /** Attack 22: half given. */
    @Test
    void refusesHalfARange() {
        assertUsageError(
                """
                daybook backfill: Missing --to (expected both, as days from 1900-01-01 to 2026-11-22)
                Nothing was done; see daybook backfill --help.
                """,
                "backfill",
                "events",
                "--from",
                "2025-01-01");
        assertUsageError(
                """
                daybook verify: Missing --from (expected both, as days from 1900-01-01 to 2026-11-22)
                Nothing was done; see daybook verify --help.
                """,
                "verify",
                "events",
                "--to",
                "2025-01-01");
    }

    /** Attack 23. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"*|*", "x' or 1=1|x' or 1=1", "\"a\nb\"|a", "-x|-x", "$(id)|$(id)"})
    void refusesTenantsThatAreNoIds(String tenant, String shown) {
        CommandRun run =
                CommandRun.of(
                        "backfill",
                        "events",
                        "--from",
                        "2025-01-01",
                        "--to",
                        "2025-01-01",
                        "--tenant",
                        tenant);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("daybook backfill: Invalid --tenant: " + shown);
        assertThat(run.out()).isEmpty();
    }

    /** Attack 23. */
    @Test
    void refusesAMartThatIsACommand() {
        assertUsageError(
                """
                daybook run: Unknown mart: $(id) (expected events, venues)
                Nothing was changed; daybook catalog lists marts and views.
                """,
                "run",
                "$(id)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"500ms", "0s", "10", "s", "-5s", "10 s", "25h", "86401s", "999999s", ""})
    void refusesIntervalsOutsideTheSpan(String interval) {
        assertUsageError(
                """
                daybook run: Invalid --every: %s (expected an interval from 1s to 24h, like 10s, 1m or 1h)
                Nothing was done; see daybook run --help.
                """
                        .formatted(interval),
                "run",
                "--every=" + interval);
    }

    @Test
    void refusesToCompareInEveryCycle() {
        assertUsageError(
                """
                daybook run: --verify and --every exclude each other (expected one of them: a repeated run compares when the last comparison is older than 20 h)
                Nothing was done; see daybook run --help.
                """,
                "run",
                "--every",
                "10s",
                "--verify");
    }

    @Test
    void namesTheNearestCommandToHelpWith() {
        assertUsageError(
                """
                daybook help: Unknown command: statsu (did you mean status?)
                Nothing was done; see daybook help --help.
                """,
                "help",
                "statsu");
    }

    /** Attack 24. */
    @Test
    void doesNotRepeatAPasswordGivenAsAnArgument() {
        CommandRun run = CommandRun.of("run", "--password=canary");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("daybook run: Unknown option: --password (expected ");
        assertThat(run.err()).doesNotContain("canary");
    }

    @Test
    void refusesDemoSizesOutsideTheSpan() {
        assertUsageError(
                """
                daybook demo: Invalid --days: 0 (expected 1 to 3660)
                Nothing was done; see daybook demo --help.
                """,
                "demo",
                "--days",
                "0");
        assertUsageError(
                """
                daybook demo: Invalid --scale: 0 (expected more than 0, at most 1000)
                Nothing was done; see daybook demo --help.
                """,
                "demo",
                "--scale",
                "0");
        assertUsageError(
                """
                daybook serve: Invalid --port: 65536 (expected 0 to 65535)
                Nothing was done; see daybook serve --help.
                """,
                "serve",
                "--port",
                "65536");
    }

    @Test
    void refusesExportsThatNoViewGives() {
        assertUsageError(
                """
                daybook export: Unknown view: event_total (did you mean event_totals?)
                Nothing was changed; daybook catalog lists marts and views.
                """,
                "export",
                "event_total");
        assertUsageError(
                """
                daybook export: Invalid from: 2026-01-01 (expected it absent: event_totals has no day)
                Nothing was done; see daybook export --help.
                """,
                "export",
                "event_totals",
                "--from",
                "2026-01-01",
                "--to",
                "2026-01-31");
        assertUsageError(
                """
                daybook export: Invalid to: 2026-01-31 (expected at most 1100 days from 2020-01-01 on, or neither from nor to for all)
                Nothing was done; see daybook export --help.
                """,
                "export",
                "event_daily_sales",
                "--from",
                "2020-01-01",
                "--to",
                "2026-01-31");
        assertUsageError(
                """
                daybook export: Unknown format: xlsx (expected csv, json)
                Nothing was done; see daybook export --help.
                """,
                "export",
                "event_totals",
                "--format",
                "xlsx");
        assertUsageError(
                """
                daybook export: --format csv and --output json exclude each other (expected one of them)
                Nothing was done; see daybook export --help.
                """,
                "export",
                "event_totals",
                "--format",
                "csv",
                "--output",
                "json");
    }

    /** Attack 44: small groups leave the store in their lifetime form only. */
    @Test
    void exportsNoSmallGroupsByDay() {
        assertUsageError(
                """
                daybook export: Invalid view: event_daily_demographics (expected event_demographics: small groups are shown over all days only)
                Nothing was done; see daybook export --help.
                """,
                "export",
                "event_daily_demographics");
        assertUsageError(
                """
                daybook export: Invalid from: 2026-01-01 (expected it absent: event_demographics has no day)
                Nothing was done; see daybook export --help.
                """,
                "export",
                "event_demographics",
                "--from",
                "2026-01-01",
                "--to",
                "2026-01-01");
    }

    private static void assertUsageError(String err, String... arguments) {
        assertThat(CommandRun.of(arguments)).isEqualTo(new CommandRun(2, "", err));
    }
}
